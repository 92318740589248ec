internal import NetmakerCore

/// What people read where a value may be missing.
extension Optional where Wrapped: CustomStringConvertible {
    /// The value, or a dash.
    var orDash: String { self?.description ?? "-" }

    /// The value, or another word.
    func or(_ word: String) -> String { self?.description ?? word }
}

extension PersistentKeepalive {
    /// "20 s", or "off".
    var sentence: String { seconds.map { "\($0) s" } ?? "off" }
}

extension Timestamp {
    /// To the second: milliseconds are noise to people.
    var sentence: String { description.prefix(19) + "Z" }
}

extension Bool {
    /// "on" or "off".
    var onOrOff: String { self ? "on" : "off" }
}
