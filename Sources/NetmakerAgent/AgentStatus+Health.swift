internal import NetmakerCore

extension AgentStatus {
    /// Whether a network does on this machine what it should: for whoever restarts what is ill.
    public struct Health: Hashable, Sendable, Codable {
        public let isHealthy: Bool
        /// Why, or why not: lower case, no full stop.
        public let reason: String
    }

    /// A tunnel does not depend on the server, so a server that is away makes nothing ill.
    public var health: Health {
        if let illness { return Health(isHealthy: false, reason: illness) }
        var reasons = [rest ?? "revision \(revision.map { "\($0)" } ?? "-") is in force on \(interface)"]
        if let absence { reasons.append(absence) }
        if let commandTrouble { reasons.append(commandTrouble) }
        return Health(isHealthy: true, reason: reasons.joined(separator: "; "))
    }

    private var illness: String? {
        guard isRunning else { return "no daemon runs for it" }
        guard rest == nil else { return nil }
        if let interfaceTrouble { return interfaceTrouble }
        guard let revision else { return trouble ?? "the server has not sent the map yet" }
        if hasInterface == false { return "interface \(interface) is not there" }
        // A daemon of an older release does not say.
        guard time != nil, inForce != revision else { return nil }
        return "revision \(revision) is not in force yet"
    }

    /// Why the node takes no part, and has no interface; nil when it takes part.
    var rest: String? {
        switch status {
        case .pending: "it waits to be let in by an admin"
        case .disconnected: "it takes no part: an admin has disconnected it"
        case .expired: "it takes no part: its time is over"
        case .active, nil:
            if let time, let expiresAt, expiresAt <= time { "it takes no part: its time is over" } else { nil }
        }
    }

    /// That the server is away, and for how long; nil when it is not, or when no daemon runs.
    var absence: String? {
        guard connection == .waiting || connection == .connecting else { return nil }
        guard let time else { return "the server is away, which no tunnel depends on" }
        if let lastHeard {
            return
                "the server was last heard \(time.duration(since: lastHeard).sentence) ago, which no tunnel depends on"
        }
        let age = startedAt.map { " since the daemon started \(time.duration(since: $0).sentence) ago" } ?? ""
        return "the server was not reached\(age), which no tunnel depends on"
    }
}
