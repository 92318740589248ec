import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A change is in force everywhere` {
    private let harbor = World.harbor

    /// A world with two nodes whose sessions have everything so far in force, and the revision a change of the first
    /// leads to.
    private func withChange(
        _ body: (
            World, _ first: ChangeFeed.Subscription, _ second: ChangeFeed.Subscription, _ change: Revision
        ) async throws -> Void
    ) async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            let subscriptions = [first, second].map { world.control.feed.subscribe(node: $0.id, in: harbor) }
            for subscription in subscriptions { subscription.acknowledge(second.revision) }
            let changes = NodeChanges(endpoint: .set(try Endpoint(parsing: "203.0.113.5:4000")))
            let changed = try await world.perform(UpdateNode(network: harbor, node: first.id, changes: changes))
            try await body(world, subscriptions[0], subscriptions[1], changed.revision)
        }
    }

    @Test func `when all whom it concerns have acknowledged it`() async throws {
        try await withChange { world, first, second, revision in
            #expect(world.control.feed.lagging(in: harbor, behind: revision) == [first.node, second.node].sorted())
            first.acknowledge(revision)
            #expect(world.control.feed.lagging(in: harbor, behind: revision) == [second.node])
            second.acknowledge(revision)
            #expect(world.control.feed.lagging(in: harbor, behind: revision).isEmpty)
        }
    }

    @Test func `as each node's standing says`() async throws {
        try await withChange { world, first, second, revision in
            func standing(_ node: NodeID) -> ChangeFeed.Standing {
                world.control.feed.standing(of: node, in: harbor, behind: revision)
            }
            first.acknowledge(revision)
            #expect(standing(first.node).isConnected && !standing(first.node).isLagging)
            #expect(standing(first.node).acknowledged == revision)
            #expect(standing(second.node).isConnected && standing(second.node).isLagging)
            #expect(standing(second.node).acknowledged.map { $0 < revision } == true)
            let stranger = standing(Samples.nodeID(99))
            #expect(!stranger.isConnected && !stranger.isLagging && stranger.acknowledged == nil)
        }
    }

    /// One that acknowledges meanwhile is never said to have, and to lag all the same.
    @Test func `as a standing says that does not contradict itself`() async {
        let feed = World().control.feed
        let node = Samples.nodeID(1)
        let contradictions = await withTaskGroup(of: Int.self) { group in
            group.addTask { [harbor] in
                for _ in 0..<30_000 { feed.subscribe(node: node, in: harbor).acknowledge(Revision(1)) }
                return 0
            }
            group.addTask { [harbor] in
                (0..<60_000).count { _ in
                    let standing = feed.standing(of: node, in: harbor, behind: Revision(1))
                    return standing.isConnected && standing.isLagging != (standing.acknowledged == nil)
                }
            }
            return await group.reduce(0, +)
        }
        #expect(contradictions == 0)
    }

    @Test func `without those whom it does not concern`() async throws {
        try await withChange { world, first, second, revision in
            first.acknowledge(revision)
            second.acknowledge(revision)
            let changes = NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 11))
            let later = try await world.perform(
                UpdateNode(network: harbor, node: first.node, changes: changes)
            ).revision
            #expect(world.control.feed.lagging(in: harbor, behind: later) == [first.node])
            withExtendedLifetime(second) {}
        }
    }

    @Test func `not while an agent that has just connected has said nothing`() async throws {
        try await withChange { world, first, second, revision in
            first.acknowledge(revision)
            second.cancel()
            let again = world.control.feed.subscribe(node: second.node, in: harbor)
            #expect(world.control.feed.lagging(in: harbor, behind: revision) == [second.node])
            again.acknowledge(revision)
            #expect(world.control.feed.lagging(in: harbor, behind: revision).isEmpty)
        }
    }

    @Test func `not while an agent that has just connected has an older state in force`() async throws {
        try await withChange { world, first, second, revision in
            first.acknowledge(revision)
            second.cancel()
            let again = world.control.feed.subscribe(node: second.node, in: harbor)
            again.acknowledge(Revision(revision.rawValue - 1))
            #expect(world.control.feed.lagging(in: harbor, behind: revision) == [second.node])
        }
    }

    @Test func `not while an agent has an older state in force than a server that was just loaded`() async throws {
        try await withChange { world, first, _, revision in
            let restarted = World(store: world.store)
            try await restarted.control.load()
            let again = restarted.control.feed.subscribe(node: first.node, in: harbor)
            again.acknowledge(Revision(revision.rawValue - 1))
            #expect(restarted.control.feed.lagging(in: harbor, behind: revision) == [first.node])
        }
    }

    @Test func `for whoever waits for it, once the last has acknowledged it`() async throws {
        try await withChange { world, first, second, revision in
            async let done: Void = world.control.feed.untilInForce(revision, in: harbor)
            first.acknowledge(revision)
            second.acknowledge(revision)
            await done
        }
    }

    @Test func `without an agent that went away`() async throws {
        try await withChange { world, first, second, revision in
            async let done: Void = world.control.feed.untilInForce(revision, in: harbor)
            first.acknowledge(revision)
            second.cancel()
            await done
        }
    }

    @Test func `or whoever waited is cancelled, and can ask who is behind`() async throws {
        try await withChange { world, first, second, revision in
            second.acknowledge(revision)
            await withTaskGroup { group in
                group.addTask { await world.control.feed.untilInForce(revision, in: harbor) }
                group.cancelAll()
            }
            #expect(world.control.feed.lagging(in: harbor, behind: revision) == [first.node])
        }
    }
}
