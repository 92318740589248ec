internal import Synchronization

/// A value that many may wait for to become something.
final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        let condition: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Value?, Never>
    }
    private struct State {
        var value: Value
        var waiters: [UInt64: Waiter] = [:]
        var nextID: UInt64 = 0
    }
    private let state: Mutex<State>

    init(_ value: Value) { state = Mutex(State(value: value)) }

    var value: Value { state.withLock { $0.value } }

    func update(_ change: (inout Value) -> Void) {
        let (value, met) = state.withLock { state in
            change(&state.value)
            let value = state.value
            var met: [CheckedContinuation<Value?, Never>] = []
            // No key path here: in a generic type each use of one makes it anew, which costs more than all the rest.
            for (id, waiter) in state.waiters where waiter.condition(value) {
                met.append(waiter.continuation)
                state.waiters[id] = nil
            }
            return (value, met)
        }
        for continuation in met { continuation.resume(returning: value) }
    }

    /// The value, once it meets the condition.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    @discardableResult
    func wait(until condition: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let value = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
                let now: Value?? = state.withLock { state in
                    if condition(state.value) { return .some(state.value) }
                    if Task.isCancelled { return .some(nil) }
                    state.waiters[id] = Waiter(condition: condition, continuation: continuation)
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(returning: nil)
        }
        guard let value else { throw CancellationError() }
        return value
    }
}
