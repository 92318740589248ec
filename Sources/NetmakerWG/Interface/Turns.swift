internal import Synchronization

/// Lets one in at a time, in the order they came. An actor alone does not: it admits the next at every `await`.
package final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    /// Nobody is in.
    package init() {}

    /// Runs `body` when everybody before is done. Not cancelled while it waits: what is before it comes to an end.
    package func taking<Result, Failure: Error>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        // Most often nobody is in: then nothing is suspended.
        if !take() { await queue() }
        defer { yield() }
        return try await body()
    }

    /// - Returns: whether nobody was in.
    private func take() -> Bool {
        state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
    }

    private func queue(isolation: isolated (any Actor)? = #isolation) async {
        await withCheckedContinuation { continuation in
            let isFirst = state.withLock { state in
                // Whoever was in may have left since.
                if state.isTaken {
                    state.waiters.append(continuation)
                    return false
                }
                state.isTaken = true
                return true
            }
            if isFirst { continuation.resume() }
        }
    }

    private func yield() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard !state.waiters.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.resume()
    }
}
