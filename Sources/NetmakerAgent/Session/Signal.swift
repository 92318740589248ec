/// Something to do, raised by many and awaited by one. Raised twice before it is awaited, it is raised once.
final class Signal: Sendable {
    private let isRaised = Watched(false)

    func raise() { isRaised.update { $0 = true } }

    /// Returns once it is raised, and lowers it. One task at a time may wait.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; a signal raised meanwhile is kept for the next.
    func wait() async throws {
        try await isRaised.wait { $0 }
        isRaised.update { $0 = false }
    }
}
