import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `The change feed` {
    /// A world with two nodes and their sessions.
    private static func withTwo(
        _ body: (World, _ first: ChangeFeed.Subscription, _ second: ChangeFeed.Subscription) async throws -> Void
    ) async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            try await body(
                world, world.control.feed.subscribe(node: first.id, in: World.harbor),
                world.control.feed.subscribe(node: second.id, in: World.harbor))
        }
    }

    private static func pin(_ node: NodeID, at endpoint: String) throws -> UpdateNode {
        UpdateNode(
            network: World.harbor, node: node,
            changes: NodeChanges(endpoint: .set(try Endpoint(parsing: endpoint))))
    }

    @Test func `tells peers of a node's record, and the node of its configuration`() async throws {
        try await Self.withTwo { world, first, second in
            let node = try await world.perform(Self.pin(first.node, at: "203.0.113.5:4000"))
            #expect(
                await second.next() == ChangeFeed.Pending(through: node.revision, touched: .nodes([first.node])))
            #expect(
                await first.next() == ChangeFeed.Pending(through: node.revision, configurationChanged: true))
        }
    }

    @Test func `tells nobody of what concerns nobody`() async throws {
        try await Self.withTwo { world, first, second in
            let touched = world.control.feed.slotsTouched
            _ = try await world.makeKey()
            try await world.perform(UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: "HQ")))
            var report = Samples.report(1)
            report.facts = Samples.facts(hostname: "renamed")
            try await world.perform(
                ReportNode(node: first.node, report: report, source: nil), as: .node(first.node))
            #expect(world.control.feed.slotsTouched == touched)
            withExtendedLifetime((first, second)) {}
        }
    }

    @Test func `tells only the node of what only it must know`() async throws {
        try await Self.withTwo { world, first, second in
            let touched = world.control.feed.slotsTouched
            let changes = NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 11))
            try await world.perform(UpdateNode(network: World.harbor, node: first.node, changes: changes))
            #expect(world.control.feed.slotsTouched == touched + 1)
            #expect(await first.next()?.configurationChanged == true)
            withExtendedLifetime(second) {}
        }
    }

    @Test(.timeLimit(.minutes(1))) func `tells a node that takes no part that it is a node no more`() async throws {
        try await Self.withTwo { world, first, second in
            let changes = NodeChanges(connection: .disconnected)
            try await world.perform(UpdateNode(network: World.harbor, node: first.node, changes: changes))
            #expect(await first.next()?.configurationChanged == true)
            try await world.perform(RemoveNode(network: World.harbor, node: first.node))
            #expect(await first.next()?.removed == .removed)
            withExtendedLifetime(second) {}
        }
    }

    @Test func `tells other networks nothing`() async throws {
        try await Self.withTwo { world, first, second in
            let touched = world.control.feed.slotsTouched
            let branch = Samples.networkName("branch")
            try await world.perform(CreateNetwork(name: branch, ranges: Samples.ranges))
            let key = try await world.perform(CreateAccessKey(network: branch, uses: .unlimited)).secret
            let join = JoinNetwork(
                network: branch, key: key, identity: Samples.identity(9), publicKey: Samples.publicKey(9),
                report: Samples.report(9), source: nil)
            try await world.perform(join, as: .nobody)
            #expect(world.control.feed.slotsTouched == touched)
            withExtendedLifetime((first, second)) {}
        }
    }

    @Test func `merges what comes before it is fetched`() async throws {
        try await Self.withTwo { world, first, second in
            try await world.perform(Self.pin(first.node, at: "203.0.113.5:4000"))
            let third = try await world.join(3)
            let last = try await world.perform(Self.pin(first.node, at: "203.0.113.6:4000"))
            let expected = ChangeFeed.Pending(through: last.revision, touched: .nodes([first.node, third.id]))
            #expect(await second.next() == expected)
        }
    }

    @Test func `remembers at most so many nodes, then says everything`() {
        var pending = ChangeFeed.Pending(through: Revision(1))
        for number in 1...ChangeFeed.Touched.largest + 1 {
            pending.merge(
                ChangeFeed.Pending(through: Revision(UInt64(number)), touched: .nodes([Samples.nodeID(number)])))
        }
        #expect(pending.touched == .everything)
        #expect(pending.through == Revision(UInt64(ChangeFeed.Touched.largest + 1)))
    }

    @Test func `tells a removed node why, and its peers that it is gone`() async throws {
        try await Self.withTwo { world, first, second in
            try await world.perform(RemoveNode(network: World.harbor, node: first.node))
            #expect(await first.next()?.removed == .removed)
            #expect(await second.next()?.touched == .nodes([first.node]))
        }
    }

    @Test func `tells every node of a network that it was deleted`() async throws {
        try await Self.withTwo { world, first, second in
            try await world.perform(DeleteNetwork(name: World.harbor, nodes: .removed))
            #expect(await first.next()?.removed == .networkDeleted)
            #expect(await second.next()?.removed == .networkDeleted)
        }
    }

    @Test func `wakes who waits`() async throws {
        try await Self.withTwo { world, first, second in
            async let pending = second.next()
            try await world.perform(Self.pin(first.node, at: "203.0.113.5:4000"))
            #expect(await pending?.touched == .nodes([first.node]))
        }
    }

    @Test func `lets a cancelled task go, and keeps the subscription`() async throws {
        try await Self.withTwo { world, first, second in
            let nothing = await withTaskGroup(of: ChangeFeed.Pending?.self) { group in
                group.addTask { await second.next() }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(nothing == nil)
            try await world.perform(Self.pin(first.node, at: "203.0.113.5:4000"))
            #expect(await second.next() != nil)
        }
    }

    @Test func `ends with cancel, also for who waits`() async throws {
        try await Self.withTwo { world, first, _ in
            async let pending = first.next()
            first.cancel()
            #expect(await pending == nil)
            #expect(!world.control.feed.isConnected(first.node, in: World.harbor))
        }
    }

    @Test func `ends when nobody holds the subscription`() async throws {
        try await World.with { world in
            do { _ = world.control.feed.subscribe(node: Samples.nodeID(1), in: World.harbor) }
            #expect(world.control.feed.connectedNodes(in: World.harbor).isEmpty)
        }
    }
}
