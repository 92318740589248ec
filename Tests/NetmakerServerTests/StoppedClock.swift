import Synchronization

/// A clock on which nobody's time is ever over: whoever sleeps wakes when cancelled.
final class StoppedClock: Clock {
    private struct State {
        var isSlept = false
        var watchers: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let start = ContinuousClock.now

    var now: ContinuousClock.Instant { start }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        let watchers = state.withLock { state in
            state.isSlept = true
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.resume() }
        for await _ in AsyncStream<Never>.makeStream().stream {}
        try Task.checkCancellation()
    }

    /// Waits until somebody sleeps, or has slept.
    func untilSomebodySleeps() async {
        await withCheckedContinuation { continuation in
            let isSlept = state.withLock { state in
                if !state.isSlept { state.watchers.append(continuation) }
                return state.isSlept
            }
            if isSlept { continuation.resume() }
        }
    }
}
