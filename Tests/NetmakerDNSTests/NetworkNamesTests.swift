import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

@Suite struct `The names of a network` {
    /// Two gateways, of which one takes no part, a node, and clients of each gateway, one of them shut out.
    private static func state() throws -> NetworkState {
        var resting = Samples.gateway(2)
        resting.standing.connection = .disconnected
        var shutOut = Samples.client(2)
        shutOut.access = .disabled
        return try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [Samples.gateway(1), resting, Samples.node(3)],
            accessKeys: [],
            dnsRecords: [
                Samples.dnsRecord("db.eu", ["192.0.2.9"]),
                DNSRecord(
                    network: Samples.networkName(), name: try DNSRecordName(parsing: "www"),
                    target: .node(Samples.nodeID(3)), createdAt: Samples.time),
            ], removedNodes: [], clients: [Samples.client(1), shutOut, Samples.client(3, by: resting.id)])
    }

    @Test func `are those of nodes, of the clients that somebody can reach, and custom ones`() throws {
        let names = NetworkNames(try Self.state()).names
        #expect(names.map(\.name.description) == ["client-1", "machine-1", "machine-3", "db.eu", "www"])
        #expect(names[0].addresses == Samples.client(1).addresses)
        #expect(names[4].addresses == names[2].addresses)
    }

    @Test(arguments: [1, 3]) func `are the same for every node, the gateway itself as well`(viewer: Int) throws {
        let state = try Self.state()
        let node = try #require(state.nodes[Samples.nodeID(viewer)])
        let map = PeerMap(
            epoch: state.network.epoch, revision: state.revision,
            peers: state.nodes.keys.filter { $0 != node.id }.compactMap { state.record(of: $0) },
            dnsEntries: state.dnsRecords.values.map(\.entry))
        #expect(NetworkNames(map, for: state.configuration(of: node)) == NetworkNames(state))
    }
}
