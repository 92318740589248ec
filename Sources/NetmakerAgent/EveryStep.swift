/// Takes every step, whatever becomes of those before it.
///
/// - Throws: the first failure, once all were taken.
func takeEvery(_ steps: [() async throws -> Void]) async throws {
    var failures: [any Error] = []
    for step in steps {
        do { try await step() } catch { failures.append(error) }
    }
    if let first = failures.first { throw first }
}
