import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct Delivery {
    @Test func `a record is encoded once, however many are told`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...4)
            let moved = machines[0]
            try await world.withSessions(Array(machines[1...])) { listeners in
                for listener in listeners { _ = try await listener.map() }
                let before = world.service.counters
                try await world.moveEndpoint(of: moved, to: 4242)
                for listener in listeners { #expect(try await listener.delta().changed.map(\.id) == [moved.node]) }
                let after = world.service.counters
                #expect(after.recordsEncoded - before.recordsEncoded == 1)
                #expect(after.fullMaps == before.fullMaps)
            }
        }
    }

    @Test func `a slow agent gets what it missed in one delta`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let others = try await world.join(2...4)
            try await machine.withSession { listener in
                var map = try await listener.map()
                // More frames than can be under way: the server waits for this agent, and merges meanwhile.
                for port in 1...200 { try await world.moveEndpoint(of: others[port % 3], to: 10_000 + port) }
                var deltas = 0
                while map.revision < world.harbor.revision {
                    try map.apply(try await listener.delta())
                    deltas += 1
                }
                #expect(map.digest == world.harbor.digest(for: machine.node))
                #expect(deltas <= InMemoryAgentTransport.capacity + 2)
                #expect(world.service.counters.fullMaps == 1)
            }
        }
    }

    @Test func `a slow agent slows nobody`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...3)
            try await world.withSessions(Array(machines[..<2])) { listeners in
                var map = try await listeners[1].map()
                for port in 1...50 {
                    try await world.moveEndpoint(of: machines[2], to: 10_000 + port)
                    try map.apply(try await listeners[1].delta())
                }
                #expect(map.revision == world.harbor.revision)
            }
        }
    }

    @Test func `after a restart an agent that was away gets one delta from the log`() async throws {
        let store = InMemoryStore()
        let away = Kept()
        try await AgentWorld.with(store: store) { world in
            let machines = try await world.join(1...3)
            away.keep(machines[0], map: try await machines[0].map())
            try await world.moveEndpoint(of: machines[1], to: 4242)
            try await world.moveEndpoint(of: machines[1], to: 4243)
            try await world.remove(machines[2])
        }
        try await AgentWorld.with(store: store) { world in
            let (machine, map) = try away.kept(reaching: world)
            try await machine.withSession(at: MapPosition(map)) { listener in
                #expect(!listener.session.welcome.mapIsEqual)
                var map = map
                let delta = try await listener.delta()
                #expect(delta.from == map.revision)
                #expect(delta.changed.count == 1)
                #expect(delta.removed.count == 1)
                try map.apply(delta)
                #expect(map.digest == world.harbor.digest(for: machine.node))
            }
            #expect(world.service.counters.deltas == 1)
            #expect(world.service.counters.fullMaps == 0)
        }
    }

    @Test func `an agent of another life of the network gets the whole map`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let map = try await machine.map()
            let position = MapPosition(epoch: Epoch(rawValue: 77), revision: map.revision, digest: map.digest)
            let told = try await machine.withSession(at: position) { try await $0.map() }
            #expect(told == map)
        }
    }

    @Test func `a large map comes in chunks that fit a frame`() async throws {
        let state = try NetworkState(
            Samples.network(), revision: Revision(1), nodes: (1...20_000).map { Samples.node($0) }, accessKeys: [],
            removedNodes: [])
        let delivery = MapDelivery(viewer: Samples.nodeID(1), cache: RecordCache(meter: DeliveryMeter()))
        let chunks = try delivery.chunks(of: state)
        #expect(chunks.count > 1)
        #expect(chunks.allSatisfy { $0.records.reduce(0) { $0 + $1.byteCount } <= FrameSize.target })
        #expect(chunks.reduce(0) { $0 + $1.records.count } == 19_999)
        #expect(chunks.map { $0.digest != nil } == Array(repeating: false, count: chunks.count - 1) + [true])
    }

    @Test func `news that are not complete yet are waited for`() throws {
        let network = Samples.network()
        let before = try NetworkState(
            network, revision: Revision(1), nodes: (1...3).map { Samples.node($0) }, accessKeys: [], removedNodes: [])
        var after = before
        var second = Samples.node(2, revision: Revision(2))
        second.listenPort = try ListenPort(4242)
        var third = Samples.node(3, revision: Revision(3))
        third.listenPort = try ListenPort(4243)
        second.pinnedEndpoint = Endpoint(address: Samples.address(2), port: second.listenPort)
        third.pinnedEndpoint = Endpoint(address: Samples.address(3), port: third.listenPort)
        try after.apply([.putNode(second), .putNode(third)], at: Revision(3), time: Samples.time)
        var delivery = MapDelivery(viewer: Samples.nodeID(1), cache: RecordCache(meter: DeliveryMeter()))
        delivery.sent(before)
        delivery.note(.nodes([second.id]))
        guard case .wait = try delivery.step(to: after) else {
            Issue.record("a delta was made of half the news")
            return
        }
        delivery.note(.nodes([third.id]))
        guard case .delta(let delta) = try delivery.step(to: after) else {
            Issue.record("no delta was made")
            return
        }
        #expect(delta.changed.map(\.id) == [second.id, third.id])
    }
}
