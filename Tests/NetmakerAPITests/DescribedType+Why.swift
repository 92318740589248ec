import NetmakerAPI
import NetmakerCore
import NetmakerTesting

extension DescribedType {
    static let why: [DescribedType] = [
        .answer(heard), .answer(heard.from, range.to, client.to), .answer(heard.path[0]),
        .answer(heard.agents[0], unheard.agents[0]), .answer(heard.tunnels[0], unheard.tunnels[0]),
        .answer(heard.tunnels[0].candidates[0]), .answer(about, aboutBoth),
        .answer(links(.report(report), next: "~machine-2"), links(.away)),
        .answer(links(.report(report)).items[0], links(.away).items[0]),
    ]

    private static func links(_ word: AgentSighting.Word, next: String? = nil) -> NodeLinks {
        NodeLinks(
            of: Samples.node(1), to: [.node(Samples.node(2))], in: Samples.network(),
            seeing: AgentSighting(
                word: word, lastSeen: word == .away ? nil : Samples.time, acknowledged: nil, isLagging: false),
            next: next)
    }

    private static let about = unheard.findings[0]
    private static let aboutBoth = explanation(of: .node(Samples.nodeID(1)), .node(Samples.nodeID(1)), .away).findings[
        0]
    private static let heard = explanation(to: .node(Samples.nodeID(2)), .report(report))
    private static let unheard = explanation(to: .node(Samples.nodeID(2)), .away)
    private static let client = explanation(to: .client(ExternalClientID(rawValue: 1)), .away)
    private static let range = explanation(
        to: .outside(Samples.prefix("192.168.9.0/24"), by: .egress(Samples.nodeID(2))), .away)

    private static let report = TunnelReport(
        number: 1, time: Samples.time, inForce: Revision(2), trouble: "no room", publicKey: Samples.publicKey(1),
        listenPort: .netmaker, peers: peers, ledIn: [], links: peers)

    private static let peers = [2, 1].map {
        TunnelReport.Peer(
            publicKey: Samples.publicKey($0), endpoint: Endpoint(address: Samples.address($0), port: .netmaker),
            handshakeAge: .seconds(7), received: 1, sent: 2, persistentKeepalive: .netmaker, addresses: [])
    }

    private static func explanation(
        of from: Place = .node(Samples.nodeID(1)), to place: Place, _ word: AgentSighting.Word
    ) -> Explanation {
        explanation(of: from, place, word)
    }

    private static func explanation(of from: Place, _ to: Place, _ word: AgentSighting.Word) -> Explanation {
        var state = NetworkState(Samples.network())
        do {
            try state.apply(
                [
                    .putNode(Samples.node(1)), .putNode(Samples.gateway(2)),
                    .putClient(Samples.client(1, by: Samples.nodeID(2))),
                ], at: Revision(2), time: Samples.time)
        } catch { preconditionFailure("no such network: \(error)") }
        let sighting =
            word == .away
            ? AgentSighting(word: word, lastSeen: nil, acknowledged: nil, isLagging: false)
            : AgentSighting(word: word, lastSeen: Samples.time, acknowledged: Revision(2), isLagging: false)
        let path = NetworkPath(from: from, to: to, in: state)
        return Explanation(
            of: path, in: state, seeing: Dictionary(uniqueKeysWithValues: path.nodes.map { ($0.id, sighting) }),
            now: Samples.time)
    }
}
