/// Time that passes, whatever clock it is taken from: since this value was made, and never stepping.
struct AgentClock: Sendable {
    private let elapsed: @Sendable () -> Duration
    private let wait: @Sendable (Duration) async throws -> Void

    init(_ clock: any Clock<Duration>) { self = Self.opened(clock) }

    private static func opened(_ clock: some Clock<Duration>) -> AgentClock {
        let start = clock.now
        return AgentClock(
            elapsed: { start.duration(to: clock.now) },
            wait: { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) })
    }

    private init(
        elapsed: @escaping @Sendable () -> Duration, wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.wait = wait
    }

    var now: Duration { elapsed() }

    /// - Parameter moment: as `now` tells it.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until moment: Duration) async throws { try await wait(moment) }

    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws { try await wait(now + duration) }

    /// Sleeps, or less when the signal is raised.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until moment: Duration, orUntil signal: Signal) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await signal.wait() }
            group.addTask { try await sleep(until: moment) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Sleeps as long as there is to wait: that is asked when the signal is raised, and a wait that has become no
    /// shorter goes on.
    ///
    /// - Parameter left: how long there is to wait from now on.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration, askingAt signal: Signal, _ left: @escaping @Sendable () async -> Duration)
        async throws
    {
        let end = now + duration
        try await withThrowingTaskGroup { group in
            group.addTask {
                repeat { try await signal.wait() } while await left() + now >= end
            }
            group.addTask { try await sleep(until: end) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
