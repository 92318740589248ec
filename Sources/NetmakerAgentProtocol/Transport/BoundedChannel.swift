internal import DequeModule
internal import Synchronization

/// A queue of at most `capacity` elements between tasks: whoever sends to a full one waits, first come first served.
final class BoundedChannel<Element: Sendable>: Sendable {
    private struct Waiting {
        let id: UInt64
        let element: Element
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var queue: Deque<Element> = []
        var senders: Deque<Waiting> = []
        var receiver: CheckedContinuation<Element?, any Error>?
        /// What the receiver gets after the last element; nil while more may come.
        var end: Result<Void, any Error>?
        /// Nobody will receive any more.
        var isClosed = false
        var lastID: UInt64 = 0

        mutating func turnSendersAway() {
            for waiting in senders { waiting.continuation.resume(throwing: AgentProtocolError.sessionOver) }
            senders.removeAll()
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    /// Returns once the element is in the queue.
    ///
    /// - Throws: `AgentProtocolError.Code.sessionOver` when the channel has ended, `CancellationError` when the task is
    ///   cancelled: the element is not sent then.
    func send(_ element: Element) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(Waiting(id: id, element: element, continuation: continuation))
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.senders.firstIndex { $0.id == id }.map { state.senders.remove(at: $0) }
            }
            waiting?.continuation.resume(throwing: CancellationError())
        }
    }

    private func enqueue(_ waiting: Waiting) {
        state.withLock { state in
            if state.isClosed || state.end != nil {
                waiting.continuation.resume(throwing: AgentProtocolError.sessionOver)
            } else if Task.isCancelled {
                waiting.continuation.resume(throwing: CancellationError())
            } else if let receiver = state.receiver.take() {
                receiver.resume(returning: waiting.element)
                waiting.continuation.resume()
            } else if state.queue.count < capacity {
                state.queue.append(waiting.element)
                waiting.continuation.resume()
            } else {
                state.senders.append(waiting)
            }
        }
    }

    /// How many senders wait for room.
    var waitingSenders: Int { state.withLock { $0.senders.count } }

    /// The next element; nil after the last. One task at a time may wait.
    ///
    /// - Throws: what `finish` was told, after the last element; `CancellationError` when the task is cancelled.
    func next() async throws -> Element? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    if let element = state.queue.popFirst() {
                        continuation.resume(returning: element)
                        if let waiting = state.senders.popFirst() {
                            state.queue.append(waiting.element)
                            waiting.continuation.resume()
                        }
                    } else if let end = state.end {
                        continuation.resume(with: end.map { nil })
                    } else if Task.isCancelled {
                        continuation.resume(throwing: CancellationError())
                    } else {
                        state.receiver = continuation
                    }
                }
            }
        } onCancel: {
            let receiver = state.withLock { $0.receiver.take() }
            receiver?.resume(throwing: CancellationError())
        }
    }

    /// No element comes after those in the queue. Senders that still wait are turned away.
    func finish(_ end: Result<Void, any Error> = .success(())) {
        state.withLock { state in
            guard state.end == nil else { return }
            state.end = end
            state.turnSendersAway()
            state.receiver.take()?.resume(with: end.map { nil })
        }
    }

    /// Nobody will receive any more: senders are turned away, and what is queued is dropped.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.queue.removeAll()
            state.turnSendersAway()
        }
    }
}
