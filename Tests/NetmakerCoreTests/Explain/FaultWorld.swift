import NetmakerCore
import NetmakerTesting

/// The network harbor with what its agents say, as a test bends it: web and db, which talk to each other all the time,
/// gate, an ingress gateway that routes 192.168.9.0/24 as well, and phone, which enters by gate and has just called.
///
/// All machines are on the public Internet at an address of their own, unless a test puts them elsewhere.
struct FaultWorld {
    static let now = Samples.time + .seconds(86_400)
    static let web = Samples.nodeID(1)
    static let db = Samples.nodeID(2)
    static let gate = Samples.nodeID(3)

    /// What one device has of another, as far as tests bend it.
    struct Sight {
        var endpoint: Endpoint?
        var handshakeAge: Duration?
        var received: UInt64 = 4000
        var sent: UInt64 = 4000
        var keepalive = PersistentKeepalive.off
        var holdsAddresses = true
    }

    /// What an agent says, as far as tests bend it.
    struct Machine {
        enum Word { case report, away, silent, unable }
        var word = Word.report
        var lastSeen: Timestamp? = FaultWorld.now - .seconds(5)
        var acknowledged: Revision? = Revision(9)
        var isLagging = false
        var clock = FaultWorld.now
        var trouble: String?
        var hasDevice = true
        /// Nil: the one its peers are told.
        var publicKey: PublicKey?
        /// Nil: the one its peers are told.
        var listenPort: ListenPort?
        /// The ranges that it leads into its tunnel.
        var leads: [IPPrefix]
        /// By the number of the node; 0 for phone.
        var sights: [NodeID: Sight] = [:]
        /// What it saw of them a moment before.
        var earlier: [NodeID: Sight] = [:]
        var phone: Sight?
    }

    var network = Samples.network()
    var nodes: [NodeID: Node] = [:]
    var client: ExternalClient
    var machines: [NodeID: Machine] = [:]
    /// Whether the client's file says what it should.
    var isFileCurrent = true

    init() {
        let ranges = network.ranges.all + [Samples.prefix("192.168.9.0/24")]
        client = Samples.client(1, by: Self.gate, in: network)
        client.name = NodeName(adapting: "phone")
        for (number, name) in [(1, "web"), (2, "db"), (3, "gate")] {
            var node = number == 3 ? Samples.gateway(3, in: network) : Samples.node(number, in: network)
            node.name = NodeName(adapting: name)
            node.pinnedEndpoint = nil
            if case .v4(let address) = Samples.address(number) {
                node.observedIPv4 = address
                node.localAddresses = [InterfaceAddress(.v4(address), in: IPPrefix(host: .v4(address)))]
            }
            if number == 3 {
                do {
                    node.roles.egress = try EgressGateway(ranges: [Samples.prefix("192.168.9.0/24")])
                } catch { preconditionFailure("no gateway: \(error)") }
            }
            nodes[node.id] = node
            machines[node.id] = Machine(leads: ranges)
        }
        for node in nodes.keys {
            for peer in nodes.keys where peer != node {
                machines[node]?.sights[peer] = Sight(
                    endpoint: Endpoint(address: Samples.address(Int(peer.rawValue)), port: .netmaker),
                    handshakeAge: .seconds(20))
            }
        }
        machines[Self.gate]?.phone = Sight(
            endpoint: Endpoint(address: Samples.address(99), port: .netmaker), handshakeAge: .seconds(30))
    }

    /// Both ends have not had a session for so long; nil for never.
    mutating func lose(_ one: NodeID, _ other: NodeID, since age: Duration? = nil) {
        machines[one]?.sights[other]?.handshakeAge = age
        machines[other]?.sights[one]?.handshakeAge = age
    }

    /// What is seen from now on is seen a moment later.
    mutating func watch() {
        for id in machines.keys {
            let sights = machines[id]?.sights ?? [:]
            machines[id]?.earlier = sights
        }
    }

    /// The machine has this address, and the server sees it come from that one.
    mutating func place(_ id: NodeID, at local: String, behind observed: String?) throws {
        nodes[id]?.localAddresses = [try InterfaceAddress(parsing: local)]
        nodes[id]?.observedIPv4 = nil
        nodes[id]?.observedIPv6 = nil
        switch try observed.map({ try IPAddress(parsing: $0) }) {
        case .v4(let address): nodes[id]?.observedIPv4 = address
        case .v6(let address): nodes[id]?.observedIPv6 = address
        case nil: break
        }
    }

    /// The network's truth, at revision 9.
    func state() throws -> NetworkState {
        var client = client
        var state = NetworkState(network)
        let puts = nodes.values.sorted { $0.id < $1.id }.map(Mutation.putNode)
        try state.apply(puts + [.putClient(client)], at: Revision(9), time: Samples.time)
        if isFileCurrent, state.nodes[client.gateway]?.roles.ingress != nil {
            client.handedOut = try ClientProfile(of: client, in: state, routed: state.routedRanges).digest
            try state.apply([.putClient(client)], at: Revision(9), time: Samples.time)
        }
        return state
    }

    /// - Throws: `ModelError.Code.notFound` when an end is not there.
    func explanation(from: String, to: String) throws -> Explanation {
        let state = try state()
        let path = NetworkPath(
            from: try state.place(PlaceReference(parsing: from), field: "from"),
            to: try state.place(PlaceReference(parsing: to), field: "to"), in: state)
        let sightings = path.nodes.map { node in
            (node.id, sighting(of: node, on: path.question(for: node, number: 1, in: state), in: state))
        }
        return Explanation(
            of: path, in: state, seeing: Dictionary(uniqueKeysWithValues: sightings), now: Self.now)
    }

    private func sighting(of node: Node, on question: TunnelQuestion, in state: NetworkState) -> AgentSighting {
        guard let machine = machines[node.id] else { preconditionFailure("no machine of \(node.name)") }
        let word: AgentSighting.Word =
            switch machine.word {
            case .away: .away
            case .silent: .silent
            case .unable: .unable
            case .report: .report(report(of: node, machine, machine.sights, on: question, in: state))
            }
        return AgentSighting(
            word: word,
            after: machine.earlier.isEmpty
                ? nil : report(of: node, machine, machine.earlier, on: question, in: state),
            lastSeen: machine.lastSeen, acknowledged: machine.acknowledged, isLagging: machine.isLagging)
    }

    private func report(
        of node: Node, _ machine: Machine, _ sights: [NodeID: Sight], on question: TunnelQuestion,
        in state: NetworkState
    ) -> TunnelReport {
        let peers = question.peers.compactMap { key -> TunnelReport.Peer? in
            if key == client.publicKey {
                return machine.phone.map { TunnelReport.Peer(key, $0, client.allowedIPs, question) }
            }
            guard let peer = state.nodes.values.first(where: { $0.publicKey == key }), let sight = sights[peer.id]
            else { return nil }
            return TunnelReport.Peer(key, sight, state.record(of: peer.id)?.allowedIPs ?? [], question)
        }
        return TunnelReport(
            number: question.number, time: machine.clock, inForce: machine.acknowledged, trouble: machine.trouble,
            publicKey: machine.hasDevice ? machine.publicKey ?? node.publicKey : nil,
            listenPort: machine.hasDevice ? machine.listenPort ?? node.listenPort : nil,
            peers: machine.hasDevice ? peers : [],
            ledIn: question.addresses.filter { address in machine.leads.contains { $0.contains(address) } })
    }
}

extension TunnelReport.Peer {
    fileprivate init(
        _ key: PublicKey, _ sight: FaultWorld.Sight, _ allowedIPs: [IPPrefix], _ question: TunnelQuestion
    ) {
        self.init(
            publicKey: key, endpoint: sight.endpoint, handshakeAge: sight.handshakeAge, received: sight.received,
            sent: sight.sent, persistentKeepalive: sight.keepalive,
            addresses: sight.holdsAddresses
                ? question.addresses.filter { address in allowedIPs.contains { $0.contains(address) } } : [])
    }
}
