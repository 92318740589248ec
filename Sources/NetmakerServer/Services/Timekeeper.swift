internal import Logging
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// Does what time alone brings about: nodes and external clients whose time is over are cut off, new keys that all peers
/// know come into use, ephemeral nodes that stay away go.
///
/// Looks once a second at what is due first in each network, and at the very moment of what it then knows: so a clock
/// that is set forward or back is noticed as well. A look at a network where nothing is due costs the same however many
/// nodes it has.
final class Timekeeper: Service {
    /// How often it looks.
    static let interval: Duration = .seconds(1)
    /// How long a connected agent is waited for that does not say that it knows the others' new keys.
    static let patience: Duration = .seconds(60)
    /// How long the agent of an ephemeral node may stay away after it was seen to go.
    static let absence: Duration = .seconds(300)

    private let control: ControlPlane
    private let clock: any Clock<Duration>
    private let wallClock: any WallClock
    private let logger: Logger
    private let elapsed: @Sendable () -> Duration

    init(control: ControlPlane, clock: any Clock<Duration>, wallClock: any WallClock, logger: Logger) {
        self.control = control
        self.clock = clock
        self.wallClock = wallClock
        self.logger = logger
        elapsed = clock.stopwatch()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var keys = KeyAdoption()
            var absences = Absences()
            while !Task.isCancelled {
                await look(&keys, &absences)
                do { try await clock.sleep(for: pause) } catch { return }
            }
        }
    }

    /// How long until the next look. What was due and could not be done is tried again after the whole interval.
    private var pause: Duration {
        let now = wallClock.now
        let ends = control.truth.networks.values.flatMap { [$0.nextExpiry?.at, $0.nextClientExpiry] }
        let left = ends.compactMap(\.self).map { $0.duration(since: now) }.filter { $0 > .zero }.min()
        return min(left ?? Self.interval, Self.interval)
    }

    /// Does what is due now.
    func look(_ keys: inout KeyAdoption, _ absences: inout Absences) async {
        guard control.health != .loading else { return }
        let departures = control.feed.takeDepartures()
        let truth = control.truth
        let (now, elapsed) = (wallClock.now, elapsed())
        for (name, state) in truth.networks {
            if let next = state.nextExpiry, next.at <= now { await perform(ExpireNodes(network: name), of: name) }
            if let end = state.nextClientExpiry, end <= now { await perform(ExpireClients(network: name), of: name) }
            if let command = keys.due(in: state, feed: control.feed, elapsed: elapsed) {
                await perform(command, of: name)
            }
        }
        keys.keepOnly(truth)
        absences.note(departures, in: truth, elapsed: elapsed)
        for gone in absences.over(feed: control.feed, elapsed: elapsed) {
            let isDone = await perform(ReapNode(network: gone.network, node: gone.node), of: gone.network)
            if !isDone { absences.postpone(gone, elapsed: elapsed) }
        }
    }

    /// - Returns: whether it is not due any more.
    @discardableResult
    private func perform<C: Command>(_ command: C, of network: NetworkName) async -> Bool {
        do throws(ControlError) {
            _ = try await control.perform(command, as: .server)
            return true
        } catch  where error.code == .notFound {
            // Gone meanwhile, and what was due with it.
            return true
        } catch {
            // It stays due, and is tried again.
            logger.warning("not done in time", metadata: ["network": "\(network)", "error": "\(error)"])
            return false
        }
    }
}
