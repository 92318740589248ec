internal import NIOPosix

/// Work that blocks its thread and cannot be told to end: a task that is cancelled waits for it no longer, and what it
/// would have said is dropped.
enum Abandoned {
    /// Runs work on a thread of a pool.
    ///
    /// - Throws: what the work throws; `CancellationError` as soon as the task is cancelled.
    static func running<Value: Sendable>(
        on pool: NIOThreadPool, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let outcome = Watched<Result<Value, any Error>?>(nil)
        pool.submit { state in
            let result = state == .active ? Result { try work() } : .failure(CancellationError())
            outcome.update { $0 = result }
        }
        guard let result = try await outcome.wait(until: { $0 != nil }) else { throw CancellationError() }
        return try result.get()
    }
}
