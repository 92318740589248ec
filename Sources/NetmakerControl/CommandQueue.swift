internal import DequeModule
internal import Synchronization

/// Where commands wait for the one writer. Bounded: what comes on top is refused at once.
final class CommandQueue: Sendable {
    /// The most commands that wait.
    static let capacity = 8192

    private struct State {
        var waiting: Deque<Submission> = []
        /// The writer, when it has nothing to do.
        var writer: CheckedContinuation<Void, Never>?
        var isClosed = false
    }
    private let state = Mutex(State())

    /// How many commands wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Hands a command to the writer; one that cannot wait is refused.
    func submit(_ submission: Submission) {
        let refusal: ControlError? = state.withLock { state in
            if state.isClosed { return .stopping }
            if state.waiting.count >= Self.capacity { return .overloaded }
            state.waiting.append(submission)
            state.writer.take()?.resume()
            return nil
        }
        if let refusal { submission.refuse(refusal) }
    }

    /// The next command, as soon as there is one; nil when the queue is closed and empty. For the one writer.
    func next() async -> Submission? {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.waiting.isEmpty, !state.isClosed {
                    state.writer = continuation
                } else {
                    continuation.resume()
                }
            }
        }
        return nextWaiting()
    }

    /// The next command, if one waits.
    func nextWaiting() -> Submission? { state.withLock { $0.waiting.popFirst() } }

    /// Takes nothing more. What waits is still handed out.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.writer.take()?.resume()
        }
    }
}

extension ControlError {
    fileprivate static let stopping = ControlError(
        .unavailable, message: "the server is stopping", remedy: "try again in a moment")
    fileprivate static let overloaded = ControlError(
        .overloaded, message: "more than \(CommandQueue.capacity) changes are waiting",
        remedy: "try again in a moment")
}
