internal import NetmakerAgent
internal import NetmakerCore

/// A network's status, for people.
struct StatusText {
    /// How many peers are shown unless all are asked for.
    static let shortList = 20

    enum Extent {
        /// What a screen holds.
        case short
        case all
    }

    let status: AgentStatus
    let now: Timestamp
    let width: Int
    let extent: Extent

    /// - Parameter now: what counts where the status does not say when it was made.
    init(_ status: AgentStatus, now: Timestamp, width: Int, extent: Extent = .short) {
        self.status = status
        self.now = status.time ?? now
        self.width = width
        self.extent = extent
    }

    var lines: [String] {
        let header = fields.flatMap { label, text in
            Paragraph.labelled(label, text, indent: 2, column: 13, width: width)
        }
        return ["network \(status.network)"] + header + peers
    }

    // MARK: The network

    /// What is told of the network, a label and a sentence each.
    private var fields: [(label: String, text: String)] {
        let all: [(String, String?)] = [
            ("node", node), ("addresses", addresses), ("interface", interface), ("server", server),
            ("revision", revision), ("expires", expiry), ("names", names), ("routes", egress), ("clients", clients),
            ("relay", relay), ("commands", commands), ("trouble", status.trouble), ("differs", differences),
            ("repaired", repairs),
        ]
        return all.compactMap { label, text in text.map { (label, $0) } }
    }

    private var node: String {
        let name = status.name.map { "\($0)" } ?? "(no name yet)"
        let standing =
            switch status.status {
            case .pending: ", waits to be let in by an admin"
            case .disconnected: ", disconnected by an admin"
            case .expired: ", expired"
            case .active, nil: ""
            }
        return "\(name) (\(status.node))\(standing)"
    }

    private var addresses: String? {
        status.addresses.isEmpty ? nil : status.addresses.map(\.description).joined(separator: ", ")
    }

    private var interface: String {
        let absence = status.hasInterface == false ? " (not there)" : ""
        return ["\(status.interface)\(absence)", status.listenPort.map { "port \($0)" }, status.backend]
            .compactMap(\.self).joined(separator: ", ")
    }

    private var server: String { "\(status.server), \(connection)" }

    private var connection: String {
        switch status.connection {
        case nil: return "no daemon runs: start it with netclient daemon -n \(status.network)"
        case .connected:
            return "connected" + (status.connectedSince.map { " for \(now.duration(since: $0).sentence)" } ?? "")
        case .checkingIn:
            let heard = status.lastHeard.map { ", last heard \(Quantities.age(of: $0, at: now))" } ?? ""
            return "asked now and then, since no session opens\(heard)"
        case .connecting, .waiting:
            if let heard = status.lastHeard {
                return "away, last heard \(Quantities.age(of: heard, at: now)); the tunnels do not need it"
            }
            let age = status.startedAt.map { " since the daemon started \(Quantities.age(of: $0, at: now))" } ?? ""
            return "not reached\(age); the tunnels do not need it"
        }
    }

    private var revision: String {
        guard let revision = status.revision else { return "none yet" }
        guard status.isRunning else { return "\(revision), as last saved" }
        // A daemon of an older release does not say what is in force.
        guard status.time == nil || status.inForce == revision else {
            return "\(revision) is told, and \(status.inForce.map { "\($0)" } ?? "nothing") is in force"
        }
        guard status.acknowledged != revision else { return "\(revision), in force, as the server knows" }
        return "\(revision), in force; the server knows of \(status.acknowledged.map { "\($0)" } ?? "none yet")"
    }

    private var expiry: String? {
        status.expiresAt.map { end in
            let distance = Quantities.distance(to: end, at: now)
            return end > now ? "\(distance), at \(end)" : "it was \(distance), at \(end): the node takes no part"
        }
    }

    private var names: String? {
        guard let zones = status.zones, !zones.isEmpty else { return nil }
        let places = zones.map(\.description).joined(separator: ", ")
        return ["in \(places)", lookup].compactMap(\.self).joined(separator: ", ")
    }

    private var lookup: String? {
        guard let names = status.names else { return nil }
        let answering = names.address ?? names.servers.map(\.description).joined(separator: " and ")
        switch names.lookup {
        case .pointed: return "answered at \(answering), which systemd-resolved asks"
        case .absent:
            guard let host = answering.split(separator: " ").first else { return "not answered" }
            return "answered at \(answering) alone: no systemd-resolved runs; ask with dig @\(Self.digAddress(host))"
        case .failed: return names.trouble.map { "not looked up: \($0)" } ?? "not looked up"
        case .waiting: return "looked up once the interface stands"
        case .off: return "not looked up on this machine"
        }
    }

    /// Where `dig` asks: the port is an option of its own.
    private static func digAddress(_ host: Substring) -> String {
        let parts = host.split(separator: ":")
        guard parts.count == 2, parts[1] != "53" else { return String(parts.count == 2 ? parts[0] : host) }
        return "\(parts[0]) -p \(parts[1])"
    }

    private var egress: String? {
        guard let ranges = status.roles?.egress, !ranges.isEmpty else { return nil }
        return "\(ranges.map(\.description).joined(separator: ", ")) for the others (egress gateway)"
    }

    private var clients: String? {
        guard status.roles?.ingress == true || !(status.clients ?? []).isEmpty else { return nil }
        let clients = (status.clients ?? []).map { client in
            let called = client.lastHandshake.map { Quantities.age(of: $0, at: now) } ?? "never called"
            return "\(client.name.map { "\($0)" } ?? "\(client.publicKey)") (\(called))"
        }
        guard !clients.isEmpty else { return "none enters here yet (ingress gateway)" }
        return "\(shortened(clients).joined(separator: ", ")) (ingress gateway)"
    }

    private var relay: String? {
        status.roles?.relay == true ? "it may carry packets between others, and can read those" : nil
    }

    private var commands: String? {
        if let trouble = status.commandTrouble { return trouble }
        guard status.refusesCommands == true else { return nil }
        return "the server's are not run: they were not allowed at the join"
    }

    private var differences: String? {
        guard let drift = status.drift, !drift.isEmpty else { return nil }
        return drift.joined(separator: "; ")
    }

    private var repairs: String? {
        status.repairs.flatMap { count in
            count > 0
                ? "what others had changed here, \(Quantities.count(count, "time")): the log says what" : nil
        }
    }

    private func shortened(_ items: [String]) -> [String] {
        guard extent == .short, items.count > Self.shortList else { return items }
        return items.prefix(Self.shortList) + ["\(items.count - Self.shortList) more"]
    }

    // MARK: The peers

    private var peers: [String] {
        guard !status.peers.isEmpty else { return [] }
        let shown = extent == .all ? status.peers[...] : status.peers.prefix(Self.shortList)
        let hidden = status.peers.count - shown.count
        let column = min(28, (shown.map(\.name.description.count).max() ?? 0) + 4)
        var lines = [""] + Paragraph.labelled("", summary, indent: 0, column: 0, width: width)
        for peer in shown {
            let text = PeerText(peer, now: now, isSeen: status.isRunning)
            lines += Paragraph.labelled(
                "\(peer.name)", text.sentences[0], indent: 2, column: column, width: width)
            for sentence in text.sentences.dropFirst() {
                lines += Paragraph.labelled("", sentence, indent: 2, column: column, width: width)
            }
        }
        if hidden > 0 { lines.append("  and \(hidden) more: netclient status -n \(status.network) --all shows them") }
        return lines
    }

    private var summary: String {
        let peers = Quantities.count(status.peers.count, "peer")
        guard status.isRunning else { return "\(peers), as last told" }
        let alive = status.peers.count { $0.isAlive(at: now) }
        let lost = status.peers.count { $0.lastHandshake == nil && $0.sentBytes > 0 }
        return ["\(peers)", "\(alive) with a session", lost > 0 ? "\(lost) never reached" : nil]
            .compactMap(\.self).joined(separator: ", ")
    }
}
