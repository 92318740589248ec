internal import Synchronization

/// Runs work that must say within a time that it got somewhere; else it is cancelled. How long it takes after that is
/// its own affair.
///
/// - Throws: what the work throws, or `error` when the time was over.
func withDeadline<Value: Sendable>(
    _ limit: Duration, orThrow error: AgentProtocolError,
    _ work: @escaping @Sendable (_ arrived: @escaping @Sendable () -> Void) async throws -> Value
) async throws -> Value {
    let arrival = Arrival()
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await work { arrival.note() } }
        group.addTask {
            try await Task.sleep(for: limit)
            guard arrival.isNoted else { throw error }
            return nil
        }
        defer { group.cancelAll() }
        while let result = try await group.next() {
            if let value = result { return value }
        }
        throw error
    }
}

private final class Arrival: Sendable {
    private let state = Mutex(false)
    var isNoted: Bool { state.withLock { $0 } }
    func note() { state.withLock { $0 = true } }
}
