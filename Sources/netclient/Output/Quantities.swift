internal import NetmakerCore

/// How quantities are told to people.
enum Quantities {
    /// `12 s ago`; a moment that is still to come is one before the clock was set back.
    static func age(of moment: Timestamp, at now: Timestamp) -> String { "\(now.duration(since: moment).sentence) ago" }

    /// `in 3 d`, or `3 d ago`.
    static func distance(to moment: Timestamp, at now: Timestamp) -> String {
        moment > now ? "in \(moment.duration(since: now).sentence)" : age(of: moment, at: now)
    }

    /// `1 peer`, `3 peers`.
    static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
