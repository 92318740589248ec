import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// A server on which there is a lot of everything, all of it old: sessions have expired, addresses have rested long
/// enough, nodes that were are about to be forgotten.
struct CrowdedWorld: Sendable {
    let world: World
    let size: Int
    /// The agents that are connected, and have in force what they were told.
    let agents: [ChangeFeed.Subscription]
    private let meter: TouchMeter

    /// - Parameter connected: how many agents are.
    static func with(
        _ size: Int, connected: Int, _ body: (CrowdedWorld) async throws -> Void
    ) async throws {
        let meter = TouchMeter()
        let world = World(store: try await InMemoryStore.crowded(size))
        try await world.control.load()
        world.clock.advance(by: .seconds(31 * 86_400))
        try await TouchMeter.$current.withValue(meter) {
            try await world.running {
                let agents = (0..<connected).map { world.control.feed.subscribe(node: node($0), in: World.harbor) }
                for agent in agents { agent.acknowledge(Revision(1)) }
                try await body(CrowdedWorld(world: world, size: size, agents: agents, meter: meter))
            }
        }
    }

    /// The n-th node, from 0 on; the first are those whose agents are connected.
    static func node(_ number: Int) -> NodeID { Samples.nodeID(InMemoryStore.firstOfCrowd + number) }

    /// What something costs.
    struct Cost {
        let touched: Int
        let agentsTold: Int
        let commits: Int
    }

    func cost(of body: (World) async throws -> Void) async throws -> Cost {
        let feed = world.control.feed
        let before = (meter.count, feed.slotsTouched, world.store.commitCount)
        try await body(world)
        return Cost(
            touched: meter.count - before.0, agentsTold: feed.slotsTouched - before.1,
            commits: world.store.commitCount - before.2)
    }
}
