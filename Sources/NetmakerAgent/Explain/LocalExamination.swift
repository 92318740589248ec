internal import NetmakerCore

/// Looks for what keeps packets from a peer, in the order in which one thing follows from another.
struct LocalExamination {
    private let place: LocalExplanation.Place
    private let status: AgentStatus
    private let time: Timestamp
    private var found: [Finding] = []

    init(of place: LocalExplanation.Place, in status: AgentStatus) {
        self.place = place
        self.status = status
        time = status.time ?? .earliest
        examineSelf()
        // Without a device all that follows would be found wrong, and follows from that.
        guard found.isEmpty else { return }
        if let peer = place.peer { examine(peer) }
        if let client = place.client { examine(client) }
        if let absence = status.absence {
            find(
                .agentAway, .remark, absence,
                remedy: "what has changed since it was heard is not known here; see whether \(status.server) is reached"
            )
        }
    }

    /// What is wrong, the first thing first, and then the remarks.
    var findings: [Finding] { found.filter { $0.weight != .remark } + found.filter { $0.weight == .remark } }

    private mutating func find(_ kind: FindingKind, _ weight: Finding.Weight, _ message: String, remedy: String) {
        found.append(Finding(kind, weight, about: place.peer?.name, message: message, remedy: remedy))
    }

    // MARK: This machine

    private mutating func examineSelf() {
        guard status.isRunning else {
            return find(
                .agentAway, .doubt, "no daemon runs for network \(status.network), so the device is not read",
                remedy: "start it with netclient daemon -n \(status.network)")
        }
        if let rest = status.rest {
            let kind: FindingKind =
                switch status.status {
                case .pending: .pending
                case .disconnected: .disconnected
                case .active, .expired, nil: .expired
                }
            return find(
                kind, .fault, "this node is nobody's peer: \(rest)",
                remedy:
                    "an admin changes it: nmctl node show \(status.network) \(status.name.map { "\($0)" } ?? "NODE")")
        }
        if let trouble = status.interfaceTrouble {
            find(.notApplied, .fault, trouble, remedy: "netclient tries again by itself; see its log")
        } else if status.hasInterface == false {
            find(
                .noDevice, .fault, "interface \(status.interface) is not there",
                remedy: "netclient makes it anew by itself; see its log")
        }
    }

    // MARK: A peer

    private mutating func examine(_ peer: AgentStatus.Peer) {
        let pull = "netclient pull -n \(status.network)"
        if let end = peer.expiresAt, end <= time {
            return find(
                .expired, .fault, "\(peer.name) has expired since \(end), and is nobody's peer",
                remedy: "an admin gives it more time with nmctl node update \(status.network) \(peer.name) --expires")
        }
        if peer.isMissing == true {
            return find(
                .peerMissing, .fault, "the device does not have \(peer.name) as a peer",
                remedy: "see who else has changed \(status.interface), then \(pull)")
        }
        if let prefix = peer.notAllowed?.first(where: isMeant) {
            let holder = peer.heldBy.map { ": \($0) has it" } ?? ""
            find(
                .notAllowed, .fault, "the device sends nothing for \(prefix) to \(peer.name)\(holder)",
                remedy: "see who else has changed \(status.interface), then \(pull)")
        }
        if let prefix = peer.notLed?.first(where: isMeant) {
            find(
                .notLed, .fault, "the machine leads nothing for \(prefix) into the tunnel",
                remedy: "see ip route get \(prefix.address), and who else has changed its routes, then \(pull)")
        }
        examineHandshake(of: peer)
    }

    private func isMeant(_ prefix: IPPrefix) -> Bool {
        place.targets.isEmpty || place.targets.contains { prefix.contains($0) }
    }

    private mutating func examineHandshake(of peer: AgentStatus.Peer) {
        guard !peer.isAlive(at: time) else { return }
        let port = peer.endpoint.map { " \($0.port)" } ?? ""
        if peer.endpoint == nil {
            return find(
                .noEndpoint, .doubt, "nobody knows where \(peer.name) is reached: it has to call first",
                remedy: "wait until its agent has connected, or have an admin say it with nmctl node update --endpoint")
        }
        if let usable = peer.usableEndpoints, let endpoint = peer.endpoint, !usable.contains(endpoint), !usable.isEmpty
        {
            find(
                .endpointDiffers, .doubt,
                "\(endpoint) is none of the endpoints that \(peer.name) is known by; the best is \(usable[0])",
                remedy: "it may have moved; else \(status.interface) was changed by somebody else")
        }
        if let last = peer.lastHandshake {
            find(
                .stale, .doubt,
                "the last handshake was \(time.duration(since: last).sentence) ago: nothing was sent since, or nothing answered",
                remedy: "ping \(peer.addresses.first.map { "\($0)" } ?? "it"), and ask again")
        } else if peer.sentBytes > 0 {
            find(
                .neverAnswered, .fault,
                "\(peer.sentBytes) bytes were sent to \(peer.endpoint.map { "\($0)" } ?? "-"), which has never answered",
                remedy: "see that UDP port\(port) gets through to \(peer.name): its own firewall, its NAT, and what is "
                    + "between; nmctl why shows both ends")
        } else {
            find(
                .untried, .doubt, "nothing was sent to \(peer.name) yet",
                remedy: "ping \(peer.addresses.first.map { "\($0)" } ?? "it"), and ask again")
        }
    }

    // MARK: A client

    private mutating func examine(_ client: AgentStatus.Client) {
        let title = client.name.map { "\($0)" } ?? "the client"
        if let end = client.expiresAt, end <= time {
            return find(
                .clientExpired, .fault, "\(title) has expired since \(end)",
                remedy: "an admin gives it more time with nmctl client update \(status.network) \(title) --expires")
        }
        let isAlive = client.lastHandshake.map { time.duration(since: $0) < EndpointChoice.sessionLifetime } ?? false
        guard !isAlive else { return }
        find(
            .clientSilent, .doubt,
            client.lastHandshake.map { "\(title) has not called for \(time.duration(since: $0).sentence)" }
                ?? "\(title) has never called",
            remedy: "turn its tunnel on, and see that UDP port \(status.listenPort.map { "\($0)" } ?? "-") gets here")
    }
}
