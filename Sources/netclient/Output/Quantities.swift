internal import NetmakerCore

/// How quantities are told to people.
enum Quantities {
    /// `12 s ago`; a moment that is still to come is one before the clock was set back.
    static func age(of moment: Timestamp, at now: Timestamp) -> String { "\(now.duration(since: moment).sentence) ago" }

    /// `in 3 d`, or `3 d ago`.
    static func distance(to moment: Timestamp, at now: Timestamp) -> String {
        moment > now ? "in \(moment.duration(since: now).sentence)" : age(of: moment, at: now)
    }

    /// `512 B`, `3.2 MiB`.
    static func size(_ bytes: UInt64) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var tenths = bytes.multipliedReportingOverflow(by: 10).overflow ? UInt64.max : bytes * 10
        for unit in ["KiB", "MiB", "GiB", "TiB"] {
            tenths /= 1024
            if tenths < 10_240 || unit == "TiB" { return "\(tenths / 10).\(tenths % 10) \(unit)" }
        }
        return "\(bytes) B"
    }

    /// `1 peer`, `3 peers`.
    static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
