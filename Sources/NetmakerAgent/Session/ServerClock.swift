internal import NetmakerCore

/// What time it is by the server, by which alone expiry is judged: what it last told, and how long ago that is.
///
/// Before the first word of this run, the machine's own clock counts only where it fits the last word of an earlier one:
/// a board without a battery boots in 1970, and one set wrong may be years ahead. Else time goes on from that word.
struct ServerClock: Sendable {
    /// How far ahead of the last word the machine's own clock is believed.
    private static let longestSilence: Duration = .seconds(366 * 86_400)

    private var told: Timestamp
    /// When it was told, by the clock that never steps.
    private var toldAt: Duration

    /// - Parameters:
    ///   - saved: the last word of an earlier run; nil when there was none.
    ///   - local: what the machine's own clock says.
    ///   - elapsed: by the clock that never steps.
    init(saved: Timestamp?, local: Timestamp, elapsed: Duration) {
        toldAt = elapsed
        if let saved {
            told = local >= saved && local <= saved + Self.longestSilence ? local : saved
        } else {
            told = local
        }
    }

    /// The server says what time it is.
    mutating func hear(_ time: Timestamp, at elapsed: Duration) { (told, toldAt) = (time, elapsed) }

    /// The time by the server.
    func now(at elapsed: Duration) -> Timestamp { told + (elapsed - toldAt) }
}
