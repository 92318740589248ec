import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `Custom names on their way to agents` {
    private func target(_ number: Int) throws -> DNSTarget {
        .addresses(try DNSAddresses([Samples.address(number)]))
    }

    @discardableResult
    private func create(_ name: String, in world: AgentWorld) async throws -> DNSRecord {
        try await world.perform(
            CreateDNSRecord(network: AgentWorld.harbor, name: try DNSRecordName(parsing: name), target: try target(9)))
    }

    @Test func `are in the map, also when there are more than a chunk holds`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            for number in 1...3 { try await create("name-\(number)", in: world) }
            let map = try await machine.map()
            #expect(map.dnsEntries.count == 3)
            #expect(map.digest == world.harbor.digest(for: machine.node))
        }
    }

    @Test func `fit their chunks`() throws {
        var state = NetworkState(Samples.network())
        let longest = String(repeating: "a", count: 56) + "." + String(repeating: "b", count: 57)
        try state.apply(
            [.putNode(Samples.node(1))]
                + (1...DNSRecord.maximumCount).map { number in
                    .putDNSRecord(
                        Samples.dnsRecord("\(longest).\(number)", (1...16).map { "2001:db8::\($0)" }))
                }, at: Revision(1), time: Samples.time)
        let cache = RecordCache(meter: DeliveryMeter())
        let chunks = try MapDelivery(viewer: Samples.nodeID(1), cache: cache).chunks(of: state)
        var assembly = MapAssembly()
        var map: PeerMap?
        for chunk in chunks {
            #expect(try ServerFrame.mapChunk(chunk).encoded().count < FrameSize.maximum)
            map = try assembly.add(chunk)
        }
        #expect(chunks.count > 2)
        #expect(map?.dnsEntries.count == DNSRecord.maximumCount)
    }

    @Test func `cost every agent one small delta a change`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...3)
            try await world.withSessions(machines) { listeners in
                var maps: [PeerMap] = []
                for listener in listeners { maps.append(try await listener.map()) }
                let before = world.service.counters
                let record = try await create("www", in: world)
                try await world.perform(
                    UpdateDNSRecord(network: AgentWorld.harbor, name: record.name, target: try target(10)))
                try await world.perform(DeleteDNSRecord(network: AgentWorld.harbor, name: record.name))
                for (index, listener) in listeners.enumerated() {
                    while maps[index].revision < world.harbor.revision {
                        let delta = try await listener.delta()
                        #expect(delta.changed.isEmpty)
                        #expect(delta.dnsChanged.count + delta.dnsRemoved.count == 1)
                        try maps[index].apply(delta)
                    }
                    #expect(maps[index].digest == world.harbor.digest(for: machines[index].node))
                    #expect(maps[index].dnsEntries.isEmpty)
                }
                let after = world.service.counters
                #expect(after.fullMaps == before.fullMaps)
                #expect(after.recordsEncoded == before.recordsEncoded)
                #expect(after.deltas - before.deltas <= 9)
            }
        }
    }

    @Test func `come to an agent that was away in one delta from the log, over a restart of the server`() async throws {
        let store = InMemoryStore()
        let kept = Kept()
        try await AgentWorld.with(store: store) { world in
            let machine = try await world.join(1)
            try await create("gone", in: world)
            kept.keep(machine, map: try await machine.map())
            try await create("www", in: world)
            try await world.perform(
                DeleteDNSRecord(network: AgentWorld.harbor, name: try DNSRecordName(parsing: "gone")))
        }
        try await AgentWorld.with(store: store) { world in
            let (machine, known) = try kept.kept(reaching: world)
            let position = MapPosition(epoch: known.epoch, revision: known.revision, digest: known.digest)
            try await machine.withSession(at: position) { listener in
                while case .some(let frame) = try await listener.next() {
                    guard case .mapDelta(let delta) = frame else { continue }
                    var map = known
                    try map.apply(delta.decoded)
                    #expect(map.dnsEntries.keys.map(\.description) == ["www"])
                    return
                }
            }
            #expect(world.service.counters.fullMaps == 0)
        }
    }

    @Test func `are answered by whom the network says, which every node is told`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            #expect(machine.reply.configuration.dns == NodeDNS(of: world.harbor.network))
            try await machine.withSession { listener in
                _ = try await listener.next()
                _ = try await listener.map()
                let servers = try DNSServers([Samples.address(53)])
                try await world.perform(
                    UpdateNetwork(
                        name: AgentWorld.harbor,
                        changes: NetworkChanges(
                            dnsSuffix: .set(try DNSSuffix(parsing: "example.org")), dnsServers: .set(servers))))
                let told = try await listener.configuration().dns
                #expect(told.servers == servers)
                #expect(told.zones.map(\.description) == ["harbor", "harbor.example.org"])
            }
        }
    }
}
