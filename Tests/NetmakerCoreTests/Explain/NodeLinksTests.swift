import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `The links of a node` {
    private static func peer(
        _ number: Int, age: Duration? = nil, sent: UInt64 = 0, keepalive: PersistentKeepalive = .off,
        at endpoint: Endpoint? = nil
    ) -> TunnelReport.Peer {
        TunnelReport.Peer(
            publicKey: Samples.publicKey(number), endpoint: endpoint, handshakeAge: age, received: 3, sent: sent,
            persistentKeepalive: keepalive, addresses: [])
    }

    private static func sighting(_ word: AgentSighting.Word) -> AgentSighting {
        AgentSighting(word: word, lastSeen: Samples.time, acknowledged: Revision(2), isLagging: false)
    }

    private static func report(
        _ links: [TunnelReport.Peer]?, trouble: String? = nil, by key: PublicKey? = Samples.publicKey(1)
    ) -> AgentSighting {
        sighting(
            .report(
                TunnelReport(
                    number: 1, time: Samples.time, inForce: Revision(2), trouble: trouble,
                    publicKey: key, listenPort: .netmaker, peers: [], ledIn: [], links: links)))
    }

    private static func links(
        of node: Node = Samples.node(1), to ends: [LinkEnd], seeing sighting: AgentSighting
    ) -> NodeLinks {
        NodeLinks(of: node, to: ends, in: Samples.network(), seeing: sighting)
    }

    private static func link(_ peer: TunnelReport.Peer, to end: LinkEnd = .node(Samples.node(2))) -> NodeLink {
        links(to: [end], seeing: report([peer])).items[0]
    }

    @Test(arguments: [
        (peer(2, age: .seconds(179), sent: 1), NodeLink.Session.fresh),
        (peer(2, age: .seconds(180), sent: 1), .idle),
        // Whoever keeps sending would have had an answer.
        (peer(2, age: .seconds(180), sent: 1, keepalive: .netmaker), .unanswered),
        (peer(2, sent: 148), .unanswered),
        (peer(2), .untried),
    ])
    func `do as the device's handshakes say`(_ peer: TunnelReport.Peer, _ session: NodeLink.Session) {
        #expect(Self.link(peer).session == session)
    }

    @Test func `are missing where the device has no such peer`() {
        let links = Self.links(
            to: [.node(Samples.node(2)), .node(Samples.node(3))], seeing: Self.report([Self.peer(3)]))
        #expect(links.word == .answered)
        #expect(links.items.map(\.session) == [.missing, .untried])
        #expect(links.items[0].receivedBytes == nil)
    }

    @Test(arguments: [nil, "the interface belongs to somebody else"])
    func `are not known where there is no device`(_ trouble: String?) {
        let links = Self.links(to: [.node(Samples.node(2))], seeing: Self.report([], trouble: trouble, by: nil))
        #expect(links.word == .answered)
        #expect(links.trouble == trouble ?? "there is no WireGuard interface nm-harbor")
        #expect(links.items.map(\.session) == [.unknown])
    }

    @Test(arguments: [
        (sighting(.away), Explanation.Agent.Word.away), (sighting(.silent), .silent), (sighting(.unable), .unable),
        // An older agent passes over what it is asked.
        (report(nil), .unable),
    ])
    func `are not known where the agent does not say`(_ sighting: AgentSighting, _ word: Explanation.Agent.Word) {
        let links = Self.links(to: [.node(Samples.node(2))], seeing: sighting)
        #expect(links.word == word)
        #expect(links.items.map(\.session) == [.unknown])
        #expect(links.lastSeen == Samples.time)
    }

    @Test func `lead through a LAN where both are in it, and else by what is seen`() throws {
        var (here, there) = (Samples.node(1), Samples.node(2))
        here.localAddresses = [try InterfaceAddress(parsing: "192.168.1.7/24")]
        there.localAddresses = [try InterfaceAddress(parsing: "192.168.1.8/24")]
        let public4 = try IPv4Address(parsing: "203.0.113.9")
        here.observedIPv4 = public4
        there.observedIPv4 = public4
        let local = Endpoint(address: try IPAddress(parsing: "192.168.1.8"), port: there.listenPort)
        let seen = Endpoint(address: .v4(public4), port: there.listenPort)
        func path(_ endpoint: Endpoint?) -> NodeLink.Path? {
            Self.links(of: here, to: [.node(there)], seeing: Self.report([Self.peer(2, at: endpoint)])).items[0].path
        }
        #expect(path(local) == .local)
        #expect(path(seen) == .direct)
        #expect(path(nil) == nil)
        // The same address somewhere else.
        there.observedIPv4 = try IPv4Address(parsing: "203.0.113.10")
        #expect(path(local) == .direct)
    }

    @Test func `count the newer of a peer's keys`() {
        var other = Samples.node(2)
        other.nextPublicKey = Samples.publicKey(9)
        let links = Self.links(
            to: [.node(other)],
            seeing: Self.report([Self.peer(2, age: .seconds(600)), Self.peer(9, age: .seconds(4), sent: 5)]))
        #expect(links.items.map(\.handshakeSeconds) == [4])
        #expect(links.items.map(\.session) == [.fresh])
    }

    @Test func `are with all that take part, and with clients of its own`() throws {
        let gateway = Samples.gateway(2)
        var away = Samples.node(3)
        away.standing.connection = .disconnected
        var state = NetworkState(Samples.network())
        try state.apply(
            [
                .putNode(Samples.node(1)), .putNode(gateway), .putNode(away),
                .putClient(Samples.client(1, by: gateway.id)),
            ], at: Revision(2), time: Samples.time)
        #expect(state.linkEnds(of: Samples.node(1)).map(\.name) == [gateway.name])
        #expect(state.linkEnds(of: gateway).map(\.name.description).sorted() == ["client-1", "machine-1"])
        #expect(state.linkEnds(of: away).isEmpty)
    }
}
