extension Explanation {
    /// The explanation of a path.
    ///
    /// - Parameters:
    ///   - agents: what is known of the agents of `NetworkPath.nodes`.
    ///   - now: by the server's clock.
    public init(
        of path: NetworkPath, in state: NetworkState, seeing agents: [NodeID: AgentSighting], now: Timestamp
    ) {
        let examination = Examination(of: path, in: state, seeing: agents, now: now)
        let findings = examination.findings
        let reachable: Reachability =
            if findings.contains(where: { $0.weight == .fault }) {
                .no
            } else if path.from == path.to || examination.isAlive && findings.allSatisfy({ $0.weight == .remark }) {
                .yes
            } else {
                .unknown
            }
        let (from, to) = (End(path.from, in: state), End(path.to, in: state))
        self.init(
            network: state.network.name, revision: state.revision, from: from, to: to, reachable: reachable,
            summary: Self.summary(from, to, reachable, findings, examination),
            path: Self.hops(of: path, from: from, to: to),
            agents: path.nodes.compactMap { node in agents[node.id].map { Agent(node, $0) } },
            tunnels: examination.tunnels, findings: findings)
    }

    private static func summary(
        _ from: End, _ to: End, _ reachable: Reachability, _ findings: [Finding], _ examination: Examination
    ) -> String {
        let pair = "\(from.title) and \(to.title)"
        switch reachable {
        case .yes where findings.first?.kind == .samePlace:
            return "\(pair) are the same"
        case .yes:
            let ages =
                [examination.pair?.age].compactMap(\.self)
                + examination.clientSessions.compactMap { $0.peer?.handshakeAge }
            let age = ages.max().map { ": the last handshake was \($0.sentence) ago" } ?? ""
            return "\(from.title) reaches \(to.title)\(age)"
        case .no:
            return "\(from.title) does not reach \(to.title): \(findings.first?.message ?? "-")"
        case .unknown:
            return "it is not known whether \(from.title) reaches \(to.title): "
                + (findings.first?.message ?? "nothing was heard of the tunnel")
        }
    }

    private static func hops(of path: NetworkPath, from: End, to: End) -> [Hop] {
        guard path.from != path.to, let entry = path.entry, let exit = path.exit else { return [] }
        var hops: [Hop] = []
        var place = from.title
        func step(to next: String, _ kind: Hop.Kind) {
            guard next != place else { return }
            hops.append(Hop(from: place, to: next, kind: kind))
            place = next
        }
        // Out of what is behind a client, by the client, by its gateway, and the same the other way.
        if let caller = path.caller { step(to: caller.name.description, .out) }
        step(to: entry.name.description, path.caller == nil ? .out : .client)
        step(to: exit.name.description, .direct)
        if let callee = path.callee { step(to: callee.name.description, .client) }
        step(to: to.title, .out)
        return hops
    }
}

extension Explanation.End {
    init(_ place: Place, in state: NetworkState) {
        switch place {
        case .node(let id):
            self.init(
                kind: .node, name: state.nodes[id]?.name, addresses: state.addresses(of: place), range: nil, by: nil)
        case .client(let id):
            let client = state.clients[id]
            self.init(
                kind: .client, name: client?.name, addresses: state.addresses(of: place), range: nil,
                by: client.flatMap { state.nodes[$0.gateway]?.name })
        case .outside(let range, let holder):
            let by: NodeName? =
                switch holder {
                case .egress(let id), .node(let id): state.nodes[id]?.name
                case .client(let id): state.clients[id]?.name
                }
            self.init(kind: .range, name: nil, addresses: [], range: range, by: by)
        }
    }
}

extension Explanation.Agent {
    init(_ node: Node, _ sighting: AgentSighting) {
        let word: Word =
            switch sighting.word {
            case .away: .away
            case .unable: .unable
            case .silent: .silent
            case .report: .answered
            }
        self.init(
            node: node.name, word: word, lastSeen: sighting.lastSeen,
            revision: sighting.report?.inForce ?? sighting.acknowledged,
            isInStep: word != .away && !sighting.isLagging && sighting.report?.trouble == nil,
            trouble: sighting.report?.trouble)
    }
}

extension Examination {
    /// What each device on the path has of the next one, and that one of it.
    var tunnels: [Explanation.Tunnel] {
        guard path.from != path.to else { return [] }
        return (pair?.sides.map(tunnel) ?? [])
            + clientSessions.map { client, gateway, peer, _ in tunnel(of: gateway, to: client, peer) }
    }

    private func tunnel(_ side: PairSession.Side) -> Explanation.Tunnel {
        let vantage = Vantage(of: side.node, in: state.network)
        let judged = EndpointChoice.judged(candidates(of: side.other), from: vantage)
        let candidates = judged.filter(\.isUsable) + judged.filter { !$0.isUsable }
        let allowed = (state.record(of: side.other.id)?.allowedIPs ?? []).filter { prefix in
            side.targets.contains { prefix.contains($0) }
        }
        return Explanation.Tunnel(
            node: side.node.name, peer: side.other.name, candidates: candidates, endpoint: side.peer?.endpoint,
            reason: reason(for: side, among: candidates), allowedIPs: allowed,
            persistentKeepalive: side.peer?.persistentKeepalive
                ?? KeepaliveChoice.keepalive(configured: side.node.persistentKeepalive, from: vantage),
            handshakeSeconds: side.peer?.handshakeSeconds, receivedBytes: side.peer?.received,
            sentBytes: side.peer?.sent)
    }

    private func reason(for side: PairSession.Side, among candidates: [JudgedCandidate]) -> String {
        guard let peer = side.peer else {
            let state = side.report == nil ? "the device was not heard" : "the device does not have the peer"
            guard let best = candidates.first, best.isUsable else { return "\(state), and no endpoint can be used" }
            return "\(state); \(best.endpoint) is the first to try, since \(best.reason)"
        }
        guard let endpoint = peer.endpoint else { return "no endpoint is known: the other has to start" }
        if let candidate = candidates.first(where: { $0.endpoint == endpoint && $0.isUsable }) {
            return candidate.reason
        }
        return peer.isAlive ? "the other's packets come from there" : "it is none of the other's endpoints"
    }

    /// A client calls its gateway: that knows where it is once it has.
    private func tunnel(
        of gateway: Node, to client: ExternalClient, _ peer: TunnelReport.Peer?
    ) -> Explanation.Tunnel {
        let targets = state.addresses(of: path.from) + state.addresses(of: path.to)
        return Explanation.Tunnel(
            node: gateway.name, peer: client.name, candidates: [], endpoint: peer?.endpoint,
            reason: peer?.endpoint == nil ? "the client has to call first" : "the client has called from there",
            allowedIPs: client.allowedIPs.filter { prefix in targets.contains { prefix.contains($0) } },
            persistentKeepalive: peer?.persistentKeepalive ?? .off, handshakeSeconds: peer?.handshakeSeconds,
            receivedBytes: peer?.received, sentBytes: peer?.sent)
    }
}

extension TunnelReport.Peer {
    fileprivate var handshakeSeconds: Int? { handshakeAge.map { Int(clamping: max(0, $0.components.seconds)) } }
}
