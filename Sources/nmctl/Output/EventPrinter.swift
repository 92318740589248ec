internal import NetmakerAPI
internal import Synchronization

/// Prints events as they come, until as many came as were wanted.
struct EventPrinter: Sendable {
    let output: OutputOptions
    /// Nil for no end.
    let count: Int?

    /// How the stream ended.
    private struct Progress: Sendable {
        var last: String?
        var count = 0
        var isOver = false
    }

    /// That as many came as were wanted.
    private struct EnoughEvents: Error {}

    /// - Parameters:
    ///   - since: the id after which the stream begins; nil for with what comes.
    ///   - follow: gives each event of the stream to what it gets.
    /// - Throws: `APIError.Code.unreachable` when the server ends the stream, with the id to go on after.
    func run<Event: PrintedEvent>(
        after since: String?, _ follow: (@escaping @Sendable (Event) async throws -> Void) async throws -> Void
    ) async throws {
        let progress = Mutex(Progress(last: since))
        let (output, wanted) = (output, count ?? .max)
        do {
            try await follow { event in
                try output.stream(event)
                let isEnough = progress.withLock { progress in
                    progress.last = event.identifier
                    progress.count += 1
                    progress.isOver = event.isLast
                    return progress.count == wanted
                }
                if isEnough { throw EnoughEvents() }
            }
        } catch is EnoughEvents {
            return
        }
        let end = progress.withLock { $0 }
        guard !end.isOver else { return }
        throw APIError(
            .unreachable, message: "the server ended the stream",
            remedy: end.last.map { "go on with --since \($0)" } ?? "follow it again")
    }
}
