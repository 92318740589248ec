/// Something that did not come about in time.
struct TooLate: Error, CustomStringConvertible {
    let description: String
}

/// Waits until a condition holds.
///
/// - Parameters:
///   - what: the condition, as a sentence for whoever reads the failure.
///   - limit: far more than it takes, since machines are slow when they build beside.
/// - Throws: `TooLate` at the deadline, and what the condition throws.
func eventually(
    _ what: String, within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TooLate(description: "not within \(limit): \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
