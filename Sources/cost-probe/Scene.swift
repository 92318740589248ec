internal import BenchmarkPopulation
internal import Logging
internal import NetmakerControl
internal import NetmakerCore

/// A control plane over a population, with alice as its admin and eight agents that take in what they are told: so many
/// hear of a change of a peer, however many nodes there are.
struct Scene: Sendable {
    static let agents = 8

    let population: Population
    let control: ControlPlane
    let subscriptions: [ChangeFeed.Subscription]
    let clock = StandingClock(now: Population.now)

    /// Everything is loaded, and everybody waits, when this returns.
    init(size: Int, on executor: OneThread) throws {
        population = try Population(size: size)
        let store = StandingStore(truth: try population.truth())
        let control = ControlPlane(
            store: store, wallClock: clock,
            logger: Logger(label: "cost") { _ in SwiftLogNoOpLogHandler() },
            batchLimits: BatchLimits(deciding: .seconds(3600)))
        self.control = control
        executor.start { try await control.run() }
        executor.drain()
        let harbor = population.network.name
        subscriptions = (1...Self.agents).map { control.feed.subscribe(node: Population.nodeID($0), in: harbor) }
        for subscription in subscriptions {
            executor.start {
                while let pending = await subscription.next() { subscription.acknowledge(pending.through) }
            }
        }
        executor.drain()
    }

    var harbor: NetworkName { population.network.name }

    /// The network as it is now.
    func state() throws -> NetworkState {
        guard let state = control.truth.networks[harbor] else { throw Missing() }
        return state
    }

    @discardableResult
    func perform<C: Command>(
        _ command: C, as principal: Principal = .user(Population.alice.name)
    ) async throws -> C.Result {
        try await control.perform(command, as: principal).result
    }

    struct Missing: Error {}
}
