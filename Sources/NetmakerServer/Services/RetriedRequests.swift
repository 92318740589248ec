internal import Crypto
internal import DequeModule
internal import HTTPTypes
internal import NIOCore
internal import NetmakerControl
internal import Synchronization

/// What requests with an `Idempotency-Key` were answered: who did not hear the answer asks again, and the deed is not
/// done again. In memory: a server that restarts has forgotten.
final class RetriedRequests: Sendable {
    /// How long an answer is kept.
    static let memory: Duration = .seconds(3600)
    /// The most of them; when there are more, the oldest go.
    static let capacity = 4096

    /// A request as its sender names it.
    struct Name: Hashable, Sendable {
        let sender: Principal
        let key: String
    }

    /// An answer that was given.
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: ByteBuffer
    }

    private enum Outcome: Sendable {
        case underway
        case answered(Answer)
        /// What it said is told once.
        case told
    }
    private struct Entry: Sendable {
        let digest: SHA256.Digest
        let since: Duration
        var outcome: Outcome
    }
    private struct State {
        var entries: [Name: Entry] = [:]
        /// Of the entries, and of some that are no more, the oldest first.
        var order: Deque<(name: Name, since: Duration)> = []

        /// Makes room for one more.
        mutating func forget(before time: Duration) {
            while let oldest = order.first, oldest.since < time || order.count >= RetriedRequests.capacity {
                order.removeFirst()
                if entries[oldest.name]?.since == oldest.since { entries[oldest.name] = nil }
            }
        }
    }
    private let elapsed: @Sendable () -> Duration
    private let state = Mutex(State())

    /// - Parameter elapsed: a time that only moves forward.
    init(elapsed: @escaping @Sendable () -> Duration) { self.elapsed = elapsed }

    /// Begins a request.
    ///
    /// - Parameter digest: of the whole request.
    /// - Returns: what the same one was answered; nil when it is the first.
    /// - Throws: `ControlError.Code.conflict` when the key is another request's, when the first is not answered yet, or
    ///   when its answer is told only once.
    func begin(_ name: Name, _ digest: SHA256.Digest) throws(ControlError) -> Answer? {
        let now = elapsed()
        let known: Entry? = state.withLock { state in
            state.forget(before: now - Self.memory)
            if let entry = state.entries[name] { return entry }
            state.entries[name] = Entry(digest: digest, since: now, outcome: .underway)
            state.order.append((name, now))
            return nil
        }
        guard let known else { return nil }
        guard known.digest == digest else {
            throw Self.conflict("this key came with another request", "make a new key for each request")
        }
        switch known.outcome {
        case .answered(let answer): return answer
        case .underway: throw Self.conflict("the first request is not answered yet", "try again in a moment")
        case .told:
            throw Self.conflict(
                "this was done, and its answer holds a secret, which is told once",
                "delete what was made, and make another with a new key")
        }
    }

    /// How a request ended.
    enum End {
        /// Nothing was done: it may be tried again.
        case undone
        case answered(Answer)
        /// By an answer that holds a secret.
        case toldOnce
    }

    func end(_ name: Name, _ end: End) {
        state.withLock { state in
            switch end {
            case .undone: state.entries[name] = nil
            case .answered(let answer): state.entries[name]?.outcome = .answered(answer)
            case .toldOnce: state.entries[name]?.outcome = .told
            }
        }
    }

    private static func conflict(_ message: String, _ remedy: String) -> ControlError {
        ControlError(.conflict, field: "Idempotency-Key", message: message, remedy: remedy)
    }
}
