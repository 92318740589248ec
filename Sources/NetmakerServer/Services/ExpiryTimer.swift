internal import Logging
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// Cuts off at its moment what has expired, and at the start what did while there was no server.
struct ExpiryTimer: Service {
    let controlPlane: ControlPlane
    let clock: any Clock<Duration>
    let wallClock: any WallClock
    let logger: Logger

    /// The longest it sleeps: the clock on the wall may be set meanwhile.
    static let longestSleep: Duration = .seconds(60)
    /// After what time it tries again what could not be written.
    static let retryInterval: Duration = .seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { await wait(for: await expire()) }
        }
    }

    /// Cuts off what is over.
    ///
    /// - Returns: how long until there is more to do; nil when nothing is going to expire.
    func expire() async -> Duration? {
        let now = wallClock.now
        var next: Duration?
        for state in controlPlane.truth.networks.values {
            guard let end = state.nextClientExpiry else { continue }
            let left = end <= now ? await expire(in: state.network.name) : end.duration(since: now)
            if let left { next = min(left, next ?? left) }
        }
        return next.map { min($0, Self.longestSleep) }
    }

    /// - Returns: how long until the network is to be looked at again; nil when nothing of it is going to expire.
    private func expire(in network: NetworkName) async -> Duration? {
        do throws(ControlError) {
            let expired = try await controlPlane.perform(ExpireClients(network: network), as: .server).result
            for client in expired {
                logger.info(
                    "external client expired", metadata: ["network": "\(network)", "client": "\(client.name)"])
            }
        } catch {
            logger.warning("expiry not kept", metadata: ["network": "\(network)", "error": "\(error)"])
            return Self.retryInterval
        }
        return controlPlane.truth.networks[network]?.nextClientExpiry.map {
            max(.zero, $0.duration(since: wallClock.now))
        }
    }

    private func wait(for duration: Duration?) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [alarm = controlPlane.expiryAlarm] in await alarm.wait() }
            if let duration {
                group.addTask { [clock] in
                    // Cancelled, it has slept long enough as well.
                    do { try await clock.sleep(for: duration) } catch {}
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
