internal import Synchronization

/// Wakes whoever waits for the next moment at which something expires, since that may have become another. A raise that
/// nobody waits for is kept until somebody does.
public final class ExpiryAlarm: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    init() {}

    func raise() {
        state.withLock { state in
            if let waiter = state.waiter.take() { waiter.resume() } else { state.isRaised = true }
        }
    }

    /// Returns once it is raised, or the task is cancelled. One caller at a time: a second one sends the first away.
    public func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.waiter.take()?.resume()
                    if state.isRaised || Task.isCancelled {
                        state.isRaised = false
                        continuation.resume()
                    } else {
                        state.waiter = continuation
                    }
                }
            }
        } onCancel: {
            state.withLock { $0.waiter.take()?.resume() }
        }
    }
}
