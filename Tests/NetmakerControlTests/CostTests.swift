import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

/// Held by counting what is touched, which no machine's speed blurs: a loop over all nodes shows at once.
@Suite struct `What is asked of a server` {
    /// What may be touched for its own sake: some lookups in each of the indexes, ways down trees whose depth is the
    /// logarithm of their size, and all of it twice, since the store in memory keeps a truth of its own.
    private static let constant = 450
    /// What may be touched for the sake of each agent it concerns.
    private static let perAgent = 2

    private static func connected(in size: Int, _ audience: Audience) -> Int {
        switch audience {
        case .few: 5
        case .everybody: size
        }
    }

    enum Audience { case few, everybody }

    @Test(arguments: [(100, .few), (1000, .few), (4000, .few), (1000, .everybody)] as [(Int, Audience)])
    func `touches no more than the agents it concerns`(size: Int, audience: Audience) async throws {
        let connected = Self.connected(in: size, audience)
        try await CrowdedWorld.with(size, connected: connected) { crowded in
            for deed in Deed.all {
                let cost = try await crowded.cost(of: deed.body)
                let told =
                    switch deed.concern {
                    case .nothing, .noAgent: 0
                    case .oneAgent: 1
                    case .everyOtherAgent: connected - 1
                    case .everyAgent: connected
                    }
                // A meter that counts nothing is no proof that nothing is touched.
                let least = deed.concern == .nothing ? 0 : 1
                #expect((least...Self.constant + Self.perAgent * told).contains(cost.touched), "\(deed.name)")
                #expect(cost.agentsTold == told, "\(deed.name)")
                #expect(cost.commits == (deed.concern == .nothing ? 0 : 1), "\(deed.name)")
            }
        }
    }

    @Test(arguments: [100, 1000])
    func `touches each node a few times when a network ends, which concerns all`(size: Int) async throws {
        try await CrowdedWorld.with(size, connected: size) { crowded in
            let cost = try await crowded.cost {
                try await $0.perform(DeleteNetwork(name: World.harbor, nodes: .removed))
            }
            #expect(cost.agentsTold == size)
            #expect((size...Self.constant + 120 * size).contains(cost.touched))
        }
    }

    @Test(arguments: [100, 1000])
    func `touches only who is behind when it is about that`(size: Int) async throws {
        try await CrowdedWorld.with(size, connected: size) { crowded in
            let (world, feed) = (crowded.world, crowded.world.control.feed)
            let changes = NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 11))
            let node = CrowdedWorld.node(2)
            let update = UpdateNode(network: World.harbor, node: node, changes: changes)
            let revision = try await world.perform(update).revision
            let cost = try await crowded.cost { _ in
                #expect(feed.lagging(in: World.harbor, behind: revision) == [node])
                async let done: Void = feed.untilInForce(revision, in: World.harbor)
                crowded.agents[2].acknowledge(revision)
                await done
                #expect(feed.lagging(in: World.harbor, behind: revision).isEmpty)
            }
            #expect((1...10).contains(cost.touched))
        }
    }
}
