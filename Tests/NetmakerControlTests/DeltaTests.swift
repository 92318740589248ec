import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@Suite struct `What changed since a revision` {
    @Test func `is the nodes that came, changed and went`() async throws {
        try await World.with { world in
            let gone = try await world.join(1)
            try await world.join(2)
            let (epoch, since) = try #require(world.harbor.map { ($0.network.epoch, $0.revision) })
            let came = try await world.join(3)
            try await world.perform(RemoveNode(network: World.harbor, node: gone.id))
            let touched = try await world.control.touched(in: World.harbor, epoch: epoch, after: since)
            #expect(touched?.nodes == [came.id, gone.id])
        }
    }

    @Test func `is told after a restart as well`() async throws {
        let before = World()
        try await World.with(before) { world in
            for number in 1...3 { try await world.join(number) }
        }
        let after = World(store: before.store)
        try await after.control.load()
        let epoch = try #require(after.harbor?.network.epoch)
        let touched = try await after.control.touched(in: World.harbor, epoch: epoch, after: Revision(1))
        #expect(touched?.nodes == Set(after.harbor?.nodes.keys.map(\.self) ?? []))
    }

    @Test func `is nothing at the revision the network stands at`() async throws {
        try await World.with { world in
            let (epoch, now) = try #require(world.harbor.map { ($0.network.epoch, $0.revision) })
            #expect(try await world.control.touched(in: World.harbor, epoch: epoch, after: now)?.count == 0)
        }
    }

    @Test func `is not known of another life of the network, nor of revisions to come`() async throws {
        try await World.with { world in
            let (epoch, now) = try #require(world.harbor.map { ($0.network.epoch, $0.revision) })
            let other = Epoch(rawValue: epoch.rawValue &+ 1)
            #expect(try await world.control.touched(in: World.harbor, epoch: other, after: now) == nil)
            #expect(try await world.control.touched(in: World.harbor, epoch: epoch, after: now.next) == nil)
        }
    }

    @Test func `is not known when the network itself changed, since that may concern every node`() async throws {
        try await World.with { world in
            try await world.join(1)
            let (epoch, since) = try #require(world.harbor.map { ($0.network.epoch, $0.revision) })
            let changes = NetworkChanges(localRange: .set(Samples.prefix("198.51.100.0/24")))
            try await world.perform(UpdateNetwork(name: World.harbor, changes: changes))
            let now = try #require(world.harbor?.revision)
            #expect(try await world.control.touched(in: World.harbor, epoch: epoch, after: since) == nil)
            try await world.join(2)
            #expect(try await world.control.touched(in: World.harbor, epoch: epoch, after: now)?.count == 1)
        }
    }

    @Test func `is not known when the log does not reach back that far`() async throws {
        let world = World(store: InMemoryStore(retention: LogRetention(rows: 3)))
        try await World.with(world) { world in
            for number in 1...3 { try await world.join(number) }
            let epoch = try #require(world.harbor?.network.epoch)
            #expect(try await world.control.touched(in: World.harbor, epoch: epoch, after: Revision(1)) == nil)
        }
    }
}
