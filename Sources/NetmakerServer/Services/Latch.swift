internal import Synchronization

/// A value that comes once, or never, and that any number may wait for.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var outcome: Result<Value, any Error>?
        var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
        var lastID = 0
    }
    private let state = Mutex(State())

    init() {}

    /// The value, as soon as it is there.
    ///
    /// - Throws: what `fail` was given, or `CancellationError` when the waiting task is cancelled.
    var value: Value {
        get async throws {
            let id = state.withLock { state in
                state.lastID += 1
                return state.lastID
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    state.withLock { state in
                        if let outcome = state.outcome {
                            continuation.resume(with: outcome)
                        } else if Task.isCancelled {
                            continuation.resume(throwing: CancellationError())
                        } else {
                            state.waiting[id] = continuation
                        }
                    }
                }
            } onCancel: {
                state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: CancellationError())
            }
        }
    }

    /// Gives the value; later ones are ignored.
    func open(_ value: Value) { settle(.success(value)) }

    /// Says that no value will come, unless one has.
    func fail(_ error: any Error) { settle(.failure(error)) }

    private func settle(_ outcome: Result<Value, any Error>) {
        let waiting = state.withLock { state in
            guard state.outcome == nil else { return [Int: CheckedContinuation<Value, any Error>]() }
            state.outcome = outcome
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume(with: outcome) }
    }
}
