import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A network with external clients` {
    private static func state(_ clients: ExternalClient...) throws -> NetworkState {
        try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [Samples.gateway(1), Samples.gateway(2), Samples.node(3)],
            accessKeys: [], removedNodes: [], clients: clients)
    }

    private static func apply(_ mutations: [Mutation], to state: inout NetworkState) throws {
        try state.apply(mutations, at: state.revision.next, time: Samples.time)
    }

    @Test func `finds them by name and by gateway, in the order of their ids`() throws {
        let clients = [3, 1, 2].map { Samples.client($0) } + [Samples.client(4, by: Samples.nodeID(2))]
        var state = try Self.state()
        try Self.apply(clients.map { .putClient($0) }, to: &state)
        #expect(state.clients(of: Samples.nodeID(1)).map(\.id.rawValue) == [1, 2, 3])
        #expect(state.client(named: NodeName(adapting: "client-4")) == clients[3])
        #expect(state.clients(of: Samples.nodeID(3)).isEmpty)
    }

    @Test func `routes to a gateway what it is told of, in order, each once`() throws {
        var client = Samples.client(1)
        client.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        var gateway = Samples.gateway(1)
        gateway.roles.egress = try EgressGateway(ranges: [Samples.prefix("172.16.0.0/12")])
        gateway.allowedRanges = [Samples.prefix("198.18.0.0/15")]
        var state = try Self.state(client)
        try Self.apply([.putNode(gateway)], to: &state)
        #expect(
            state.ranges(routedTo: gateway).map(\.description) == [
                "10.10.234.97/32", "172.16.0.0/12", "192.168.7.0/24", "198.18.0.0/15", "fd00:10::ea61/128",
            ])
        #expect(state.configuration(of: gateway).clients == [ExternalPeer(client)])
        #expect(state.configuration(of: Samples.gateway(2)).clients.isEmpty)
    }

    @Test(arguments: [ExternalClient.Access.disabled, .expired])
    func `routes nothing to one that is not let in, and keeps its address`(access: ExternalClient.Access) throws {
        var client = Samples.client(1)
        client.access = access
        let state = try Self.state(client)
        let gateway = Samples.gateway(1)
        #expect(state.ranges(routedTo: gateway).isEmpty)
        #expect(state.configuration(of: gateway).clients.isEmpty)
        #expect(state.record(of: gateway.id)?.clients == [])
        #expect(try !state.isFree(.v4(#require(client.ipv4))))
    }

    @Test func `tells all of a client's name by its gateway's record, also when it is renamed`() throws {
        var client = Samples.client(1)
        var state = try Self.state(client, Samples.client(2))
        let before = state.recordDigest
        client.name = NodeName(adapting: "phone")
        try Self.apply([.putClient(client)], to: &state)
        let record = try #require(state.record(of: Samples.nodeID(1)))
        #expect(record.clients == [ClientName(client), ClientName(Samples.client(2))])
        #expect(record.clients[0].addresses == client.addresses)
        #expect(state.recordDigest != before)
        #expect(state.configuration(of: Samples.gateway(1)).clients.map(\.name) == record.clients)
    }

    @Test func `lets none in by a node that is no ingress gateway`() throws {
        let client = Samples.client(1, by: Samples.nodeID(3))
        let state = try Self.state(client)
        #expect(state.ranges(routedTo: Samples.node(3)).isEmpty)
    }

    @Test func `has one digest whichever way it came about`() throws {
        var (moved, stayed) = (Samples.client(1, by: Samples.nodeID(2)), Samples.client(2))
        let loaded = try Self.state(moved, stayed)
        moved.gateway = Samples.nodeID(1)
        stayed.access = .disabled
        var state = try Self.state(moved, stayed)
        let before = state.recordDigest
        let back = Samples.client(1, by: Samples.nodeID(2))
        try Self.apply(
            [
                .removeClient(RemovedClient(moved, at: Samples.time)), .putClient(back),
                .putClient(Samples.client(2)),
            ], to: &state)
        #expect(state.recordDigest == loaded.recordDigest)
        #expect(state.recordDigest != before)
        #expect(state.nodesChanged(after: Revision(1)) == [Samples.nodeID(1), Samples.nodeID(2)])
    }

    @Test func `takes no client with the name, the address or the range of another, or of a node`() throws {
        var (named, placed, ranged) = (Samples.client(2), Samples.client(2), Samples.client(2))
        named.name = Samples.nodeName(3)
        placed.ipv4 = Samples.node(3).ipv4
        ranged.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        var first = Samples.client(1)
        first.allowedRanges = ranged.allowedRanges
        for client in [named, placed, ranged] {
            #expect(throws: ModelError(.notUnique, message: "", remedy: "")) { try Self.state(first, client) }
        }
    }

    @Test func `lets the addresses of one that is gone rest, also when it is read again`() throws {
        let client = Samples.client(1)
        var state = try Self.state(client)
        let removed = RemovedClient(client, at: Samples.time)
        try Self.apply([.removeClient(removed)], to: &state)
        #expect(try state.isFree(.v4(#require(client.ipv4))))
        // The narrowest range: of two addresses the one that did not rest is next.
        let network = Samples.network(
            ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.10.0.0/30"), ipv6: nil))
        var lowest = Samples.client(1)
        lowest.ipv4 = try IPv4Address(parsing: "10.10.0.1")
        let read = try NetworkState(
            network, revision: Revision(1), nodes: [Node](), accessKeys: [], removedNodes: [], clients: [],
            removedClients: [RemovedClient(lowest, at: Samples.time)])
        #expect(try read.nextAddresses(now: Samples.time).ipv4?.description == "10.10.0.2")
    }

    @Test func `knows when the next of them expires, and which have`() throws {
        var clients = (1...4).map { Samples.client($0) }
        for index in 0..<3 { clients[index].expiresAt = Samples.time + .seconds(30 - 10 * index) }
        clients[2].access = .disabled
        var state = try Self.state()
        #expect(state.nextClientExpiry == nil)
        try Self.apply(clients.map { .putClient($0) }, to: &state)
        #expect(state.nextClientExpiry == Samples.time + .seconds(20))
        #expect(state.expiredClients(at: Samples.time + .seconds(30)).map(\.id.rawValue) == [2, 1])
        #expect(state.expiredClients(at: Samples.time + .seconds(19)).isEmpty)
    }

    @Test func `no two of a server have one WireGuard key, nodes included`() throws {
        var twin = Samples.client(2)
        twin.publicKey = Samples.publicKey(3)
        let state = try Self.state(Samples.client(1), twin)
        #expect(throws: ModelError(.notUnique, message: "", remedy: "")) {
            try Truth(directory: Directory(), networks: [state], removedNodes: [])
        }
        let truth = try Truth(directory: Directory(), networks: [try Self.state(Samples.client(1))], removedNodes: [])
        #expect(truth.isUsedByClient(Samples.client(1).publicKey))
        #expect(!truth.isUsedByClient(Samples.client(2).publicKey) && !truth.isUsedByClient(Samples.publicKey(3)))
    }
}
