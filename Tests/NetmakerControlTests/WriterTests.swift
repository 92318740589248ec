import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@Suite struct `The writer` {
    /// Hands in a command that keeps the store busy, then others, which gather behind it; then lets the store go on.
    ///
    /// - Returns: whether each of the others was done.
    private static func behindASlowCommit(
        in world: World, _ joins: [JoinNetwork]
    ) async throws -> [Bool] {
        world.store.hold()
        return try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            group.addTask {
                try await world.perform(CreateNetwork(name: Samples.networkName("slow"), ranges: Samples.ranges))
                return (-1, true)
            }
            await world.store.untilHeld()
            for (index, join) in joins.enumerated() {
                group.addTask { (index, (try? await world.perform(join, as: .nobody)) != nil) }
            }
            await world.untilWaiting(joins.count)
            world.store.release()
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.dropFirst().map(\.1)
        }
    }

    @Test func `commits what gathered during a commit as one`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            let commits = world.store.commitCount
            let done = try await Self.behindASlowCommit(in: world, (1...20).map { world.joining($0, with: key) })
            #expect(!done.contains(false))
            #expect(world.store.commitCount == commits + 2)
        }
    }

    @Test func `commits no more at once than its limit`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            let commits = world.store.commitCount
            _ = try await Self.behindASlowCommit(in: world, (1...65).map { world.joining($0, with: key) })
            #expect(world.store.commitCount == commits + 3)
        }
    }

    @Test func `decides each command on the state the previous one left`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(3))
            let done = try await Self.behindASlowCommit(in: world, (1...8).map { world.joining($0, with: key) })
            #expect(done.count { $0 } == 3)
            #expect(Set(world.harbor?.nodes.values.compactMap(\.ipv4) ?? []).count == 3)
        }
    }

    @Test func `does not fail a command for its neighbour's sake`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            let stranger = world.joining(1, with: Samples.secret(1))
            let done = try await Self.behindASlowCommit(in: world, [stranger, world.joining(2, with: key)])
            #expect(done == [false, true])
        }
    }

    @Test func `fails exactly the commands of a commit that fails, and keeps the truth`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            world.store.failNextCommit(with: StoreError(.full, message: "no room", remedy: "make room"))
            await #expect(throws: ControlError.sample(.full)) {
                try await world.perform(world.joining(1, with: key), as: .nobody)
            }
            #expect(world.harbor?.nodes.isEmpty == true)
            #expect(world.control.health == .commitFailed(.full, since: Samples.time))
            try await world.perform(world.joining(2, with: key), as: .nobody)
            #expect(world.control.health == .ready)
            #expect(world.harbor?.nodes.count == 1)
        }
    }

    @Test func `gives the same next address again when the first could not be committed`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            world.store.failNextCommit(with: StoreError(.unavailable, message: "", remedy: ""))
            _ = try? await world.perform(world.joining(1, with: key), as: .nobody)
            let node = try await world.perform(world.joining(2, with: key), as: .nobody).node
            #expect(node.ipv4?.description == "10.10.0.1")
        }
    }

    @Test func `looks at the nodes a change is about, however many there are`() async throws {
        try await World.with { world in
            for number in 1...50 { try await world.join(number) }
            let compared = world.control.counters.nodesCompared
            try await world.join(51)
            #expect(world.control.counters.nodesCompared == compared + 1)
        }
    }

    @Test func `does what still waits when it is told to stop in the middle of a commit`() async throws {
        let world = World()
        try await world.control.load()
        let setUp = CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash)
        let names = ["first", "second", "third"].map { Samples.networkName($0) }
        try await world.running { try await world.perform(setUp, as: .server) }
        let resumed = World(store: world.store)
        try await resumed.control.load()
        resumed.store.hold()
        try await withThrowingTaskGroup { group in
            group.addTask { try await resumed.control.run() }
            group.addTask { _ = try await resumed.perform(CreateNetwork(name: names[0], ranges: Samples.ranges)) }
            await resumed.store.untilHeld()
            for name in names.dropFirst() {
                group.addTask { _ = try await resumed.perform(CreateNetwork(name: name, ranges: Samples.ranges)) }
            }
            await resumed.untilWaiting(2)
            group.cancelAll()
            resumed.store.release()
            try await group.waitForAll()
        }
        #expect(await resumed.store.networks() == names)
    }

    @Test func `does what was handed in before it stops, and nothing after`() async throws {
        let world = World()
        try await World.with(world) { _ = try await $0.join(1) }
        await #expect(throws: ControlError.sample(.unavailable)) { try await world.join(2) }
    }
}

@Suite struct `A control plane` {
    @Test func `answers nothing before it is loaded`() async throws {
        let world = World()
        #expect(world.control.health == .loading)
        await #expect(throws: ControlError.sample(.unavailable)) { try await world.makeKey() }
    }

    @Test func `makes its server's identity once`() async throws {
        let store = InMemoryStore()
        let (first, second) = (World(store: store), World(store: store))
        try await first.control.load()
        try await second.control.load()
        #expect(first.control.truth.directory.server != nil)
        #expect(second.control.truth.directory.server == first.control.truth.directory.server)
    }

    @Test func `knows the same after a restart`() async throws {
        let before = World()
        try await World.with(before) { world in
            for number in 1...3 { try await world.join(number) }
            let node = try #require(world.harbor?.nodes.values.first)
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
        }
        let after = World(store: before.store)
        try await after.control.load()
        #expect(after.control.truth == before.control.truth)
    }

    @Test func `previews what it would answer, and changes nothing`() async throws {
        try await World.with { world in
            let before = world.control.truth
            let join = world.joining(1, with: try await world.makeKey())
            #expect(try world.control.preview(join, as: .nobody).node.ipv4?.description == "10.10.0.1")
            #expect(world.harbor?.nodes.isEmpty == true)
            #expect(world.control.truth.directory == before.directory)
        }
    }

    @Test func `previews refusals as well`() async throws {
        try await World.with { world in
            #expect(throws: ControlError.sample(.unauthenticated)) {
                try world.control.preview(DeleteNetwork(name: World.harbor), as: .nobody)
            }
        }
    }

    @Test func `writes who did it into the change log`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(LeaveNetwork(node: node.id), as: .node(node.id))
            let aggregate = try #require(world.harbor?.network.aggregate)
            let actors = try #require(await world.store.changes(of: aggregate, after: .zero)).map(\.actor)
            #expect(actors == ["user:alice", "user:alice", "nobody", "node:\(node.id)"])
        }
    }
}
