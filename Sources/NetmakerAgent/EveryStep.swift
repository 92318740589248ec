/// Takes every step, whatever becomes of those before it, and the last one unless the task was cancelled before all were
/// done: what it takes away is needed to go on.
///
/// - Throws: the first failure, once all were taken.
func takeEvery(
    _ steps: [() async throws -> Void], andThen last: () async throws -> Void
) async throws {
    var failures: [any Error] = []
    for step in steps {
        do { try await step() } catch { failures.append(error) }
        if !failures.isEmpty { try Task.checkCancellation() }
    }
    do { try await last() } catch { failures.append(error) }
    if let first = failures.first { throw first }
}
