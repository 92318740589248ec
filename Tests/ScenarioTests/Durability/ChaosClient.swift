import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

/// One of the clients: asks for one change after the other until the server no longer answers, and writes each answer
/// down.
struct ChaosClient: Sendable {
    let number: Int
    let house: ServerHouse
    let ledger: Ledger
    let numbers: Numbers

    /// Numbers that nobody else has, for names and keys.
    actor Numbers {
        private var last = 0
        func next() -> Int {
            last += 1
            return last
        }
    }

    /// The network that all clients share, with a key that soon is spent.
    static let shared = Samples.networkName("shared")

    /// The most nodes it has in a network, so that a small one is enough for all.
    private static let largestShare = 8

    /// The client's own network.
    private var own: NetworkName { Samples.networkName("own-\(number)") }

    /// Goes on until the server is gone.
    ///
    /// - Throws: `Broken`, or a refusal that there is no reason for.
    func run(token: ConfidentialText, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        do {
            let agents = try house.agents
            try await house.withClient(token: token) { client in
                while true { try await step(client, agents, &random) }
            }
        } catch let error as APIError where error.code == .unreachable || error.code == .untrusted {
            // A handshake that broke off looks like one that failed.
            return
        } catch let error as AgentProtocolError where error.code == .unavailable || error.code == .sessionOver {
            return
        }
    }

    private func step(
        _ client: ControlPlaneClient, _ agents: GRPCAgentTransport, _ random: inout SeededGenerator
    ) async throws {
        guard let mine = await ledger.networks[own] else { return try await createNetwork(client) }
        guard let shared = await ledger.networks[Self.shared] else { return }
        let view = Bool.random(using: &random) ? mine : shared
        let network = view.name
        let nodes = await nodes(of: view)
        let node = nodes.randomElement(using: &random)
        switch (nodes.count < Self.largestShare ? Int.random(in: 0..<16, using: &random) : 7, node) {
        case (0, _) where mine.nodes.count > 2:
            try await deleteNetwork(client, own)
        case (1, _):
            try await deleteKeys(client, in: number == 1 ? shared : mine)
        case (2, _):
            try await logIn()
        case (3...5, let node?):
            try await move(client, node, in: network, &random)
        case (6...7, let node?) where nodes.count > 3:
            try await remove(client, node, in: network)
        case (8...9, let node?) where nodes.count > 3:
            try await leave(agents, node, from: network)
        case (10, let node?):
            try await joinAgain(agents, node, view)
        default:
            try await join(client, agents, view)
        }
    }

    // MARK: Networks and keys

    private func createNetwork(_ client: ControlPlaneClient) async throws {
        let range = try IPv4Prefix(parsing: "10.\(number).0.0/16")
        await ledger.begin(.createNetwork(own, range), by: number)
        let created = try await client.createNetwork(CreateNetworkRequest(name: own, ipv4Range: range))
        await ledger.acknowledge(by: number) { $0.put(NetworkView(created.resource)) }
    }

    private func deleteNetwork(_ client: ControlPlaneClient, _ network: NetworkName) async throws {
        await ledger.begin(.deleteNetwork(network), by: number)
        try await client.deleteNetwork(network, nodes: .removed)
        await ledger.acknowledge(by: number) { $0.remove(network) }
    }

    private func createKey(_ client: ControlPlaneClient, of network: NetworkName) async throws {
        let name = try AccessKeyName(parsing: "key-\(await numbers.next())")
        await ledger.begin(.createKey(network, name, uses: 5), by: number)
        let created = try await client.createAccessKey(
            of: network, CreateAccessKeyRequest(name: name, uses: .limited(5)))
        let (key, secret) = (created.accessKey, try Secret(parsing: created.key.revealed()))
        await ledger.acknowledge(by: number) { ledger in
            ledger.remember(secret, of: key.id)
            ledger.edit(network, at: key.revision) { $0.keys[key.id] = .init(key) }
        }
    }

    /// All that are spent, and those whose secret was in an answer that did not come.
    private func deleteKeys(_ client: ControlPlaneClient, in network: NetworkView) async throws {
        for (id, key) in network.keys {
            let isKnown = await ledger.secrets[id] != nil
            guard key.remaining == 0 || !isKnown else { continue }
            await ledger.begin(.deleteKey(network.name, id), by: number)
            try await client.deleteAccessKey(AccessKeyReference(parsing: "\(id)"), of: network.name)
            await ledger.acknowledge(by: number) { $0.edit(network.name) { $0.keys[id] = nil } }
        }
    }

    private func logIn() async throws {
        await ledger.begin(.other, by: number)
        let token = try await house.logIn()
        await ledger.acknowledge(by: number) { $0.add(token) }
    }

    // MARK: Nodes

    /// Those that are this client's to change.
    private func nodes(of network: NetworkView) async -> [NodeID] {
        let joiners = await ledger.joiners
        return network.nodes.keys.filter { joiners[$0].map { $0.number % 10 == number } ?? false }.sorted()
    }

    private func join(
        _ client: ControlPlaneClient, _ agents: GRPCAgentTransport, _ network: NetworkView
    ) async throws {
        let secrets = await ledger.secrets
        guard let key = network.keys.first(where: { $0.value.remaining > 0 && secrets[$0.key] != nil })?.key else {
            return try await createKey(client, of: network.name)
        }
        let joiner = Ledger.Joiner(number: await numbers.next() * 10 + number)
        do {
            try await Self.join(network.name, by: key, joiner, agents, ledger, client: number)
        } catch let error as AgentProtocolError where error.code == .refused {
            // Others were faster; whether the key was spent indeed is seen when it is looked at.
            await ledger.withdraw(by: number)
        }
    }

    /// Joins, or asks again what became of it: that spends nothing more.
    static func join(
        _ network: NetworkName, by key: AccessKeyID, _ joiner: Ledger.Joiner, _ agents: some AgentTransport,
        _ ledger: Ledger, client: Int
    ) async throws {
        guard let secret = await ledger.secrets[key] else { return }
        await ledger.begin(.join(network, key, joiner), by: client)
        let request = JoinRequest(
            network: network, key: secret, identity: joiner.identity.identityKey, publicKey: joiner.publicKey,
            name: Samples.nodeName(joiner.number), report: Samples.report(joiner.number))
        let reply = try await AgentClient(transport: agents).join(request, identity: joiner.identity)
        let node = NetworkView.NodeView(reply.configuration, publicKey: joiner.publicKey)
        try await ledger.acknowledge(by: client) { ledger in
            try ledger.admit(joiner, as: reply.configuration.node, node, by: key, to: network)
        }
    }

    private func joinAgain(_ agents: GRPCAgentTransport, _ node: NodeID, _ network: NetworkView) async throws {
        guard let joiner = await ledger.joiners[node], let key = network.keys.keys.first else { return }
        try await Self.join(network.name, by: key, joiner, agents, ledger, client: number)
    }

    private func move(
        _ client: ControlPlaneClient, _ node: NodeID, in network: NetworkName, _ random: inout SeededGenerator
    ) async throws {
        let endpoint = Endpoint(
            address: Samples.address(.random(in: 1...254, using: &random)),
            port: try ListenPort(.random(in: 1...65535, using: &random)))
        await ledger.begin(.moveNode(network, node, endpoint), by: number)
        let changed = try await client.updateNode(
            NodeReference(parsing: "\(node)"), in: network, with: UpdateNodeRequest(endpoint: .set(endpoint)))
        await ledger.acknowledge(by: number) { ledger in
            ledger.edit(network, at: changed.networkRevision) { $0.nodes[node]?.endpoint = endpoint }
        }
    }

    private func remove(_ client: ControlPlaneClient, _ node: NodeID, in network: NetworkName) async throws {
        await ledger.begin(.removeNode(network, node), by: number)
        let changed = try await client.removeNode(NodeReference(parsing: "\(node)"), in: network)
        await ledger.acknowledge(by: number) { ledger in
            ledger.edit(network, at: changed.networkRevision) { $0.nodes[node] = nil }
        }
    }

    private func leave(_ agents: GRPCAgentTransport, _ node: NodeID, from network: NetworkName) async throws {
        guard let joiner = await ledger.joiners[node] else { return }
        await ledger.begin(.removeNode(network, node), by: number)
        let agent = AgentClient(transport: agents)
        try await agent.leave(
            LeaveRequest(node: node), identity: joiner.identity, server: try await agents.challenge().server)
        await ledger.acknowledge(by: number) { ledger in ledger.edit(network) { $0.nodes[node] = nil } }
    }
}

extension Ledger.Joiner {
    init(number: Int) {
        self.init(number: number, identity: .generate(), publicKey: Samples.publicKey(number))
    }
}
