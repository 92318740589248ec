internal import ArgumentParser
internal import NetmakerCore

/// When something ends, as people write it.
enum Expiry: Hashable, Sendable {
    /// Counted by the server's clock.
    case after(Lifetime)
    case at(Timestamp)
    case never

    /// A duration such as `7d`, a time such as `2027-01-01T00:00:00Z`, or `never`.
    init(parsing text: String) throws(ModelError) {
        if text == "never" {
            self = .never
        } else if text.contains("T") || text.contains("Z") {
            self = .at(try Timestamp(parsing: text))
        } else {
            self = .after(try Lifetime(parsing: text))
        }
    }

    /// Nil unless it is a duration.
    var seconds: Int? {
        guard case .after(let lifetime) = self else { return nil }
        return lifetime.seconds
    }

    /// Nil unless it is a time.
    var time: Timestamp? {
        guard case .at(let time) = self else { return nil }
        return time
    }
}

/// When a node or an external client loses its access, or an access key admits nobody any more.
struct ExpiryOptions: ParsableArguments {
    @Option(
        help: "When its time is over: 90m, 24h, 7d, a time such as 2027-01-01T00:00:00Z, or never.",
        completion: .list(["24h", "7d", "30d", "never"]), transform: Expiry.init(parsing:))
    var expires: Expiry?
    @Flag(help: "The same as --expires never.")
    var clearExpiry = false

    func validate() throws {
        guard expires == nil || !clearExpiry else {
            throw ValidationError("--expires and --clear-expiry contradict each other")
        }
    }

    /// What becomes of the time that is set; kept as well where a duration is given.
    var time: NetmakerCore.Update<Timestamp> { .init(expires?.time, isCleared: clearExpiry || expires == .never) }
}
