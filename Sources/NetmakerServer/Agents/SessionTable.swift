internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import Synchronization

/// What a session is told from outside.
enum SessionSignal: Sendable {
    /// The same node has opened another session.
    case superseded
    /// The server is going away.
    case draining
    /// The server announces other keys than before.
    case pinsChanged
    /// The agent is to be asked something.
    case questioned
}

/// The sessions that are open: one a node, the newest.
final class SessionTable: Sendable {
    struct Session: Sendable {
        let id: UInt64
        let node: NodeID
        let signals: AsyncStream<SessionSignal>
    }

    fileprivate struct Entry {
        let id: UInt64
        let signals: AsyncStream<SessionSignal>.Continuation
        let capabilities: Set<String>
        /// What the agent is to be asked, the oldest first.
        var questions: [TunnelQuestion] = []
    }

    struct State {
        fileprivate var entries: [NodeID: Entry] = [:]
        /// Sessions that run, superseded ones included.
        fileprivate(set) var running = 0
        fileprivate var lastID: UInt64 = 0
        fileprivate var isDraining = false
        /// The keys that agents should store, each with the connected nodes that have not yet said they did.
        fileprivate(set) var lacking: [CertificatePin: Set<NodeID>] = [:]
        fileprivate var waiters:
            [UInt64: (isOver: @Sendable (State) -> Bool, continuation: CheckedContinuation<Void, Never>)] = [:]

        fileprivate mutating func nextID() -> UInt64 {
            lastID += 1
            return lastID
        }

        fileprivate mutating func resumeWaiters() {
            for (id, waiter) in waiters where waiter.isOver(self) {
                waiters[id] = nil
                waiter.continuation.resume()
            }
        }
    }
    private let state = Mutex(State())

    /// Opens a session; an older one of the same node is told to end.
    ///
    /// - Parameter capabilities: what the agent can do beyond the version's minimum.
    /// - Throws: `AgentProtocolError.Code.unavailable` while the server is going away.
    func open(_ node: NodeID, capabilities: [String] = []) throws(AgentProtocolError) -> Session {
        // What is not read yet is dropped but for the latest: the two that end a session come last.
        let (signals, continuation) = AsyncStream.makeStream(
            of: SessionSignal.self, bufferingPolicy: .bufferingNewest(2))
        let id: UInt64? = state.withLock { state in
            guard !state.isDraining else { return nil }
            let id = state.nextID()
            let entry = Entry(id: id, signals: continuation, capabilities: Set(capabilities))
            state.entries.updateValue(entry, forKey: node)?.signals.yield(.superseded)
            state.running += 1
            for pin in state.lacking.keys { state.lacking[pin]?.insert(node) }
            return id
        }
        guard let id else {
            throw AgentProtocolError(
                .unavailable, message: "the server is stopping", remedy: "come back in a moment")
        }
        return Session(id: id, node: node, signals: signals)
    }

    /// The session is over.
    func close(_ session: Session) {
        state.withLock { state in
            state.running -= 1
            if state.entries[session.node]?.id == session.id {
                state.entries[session.node] = nil
                for pin in state.lacking.keys { state.lacking[pin]?.remove(session.node) }
            }
            state.resumeWaiters()
        }
    }

    /// How many nodes have a session.
    var count: Int { state.withLock { $0.entries.count } }

    /// Tells all sessions to end, and opens no more.
    func drain() {
        state.withLock { state in
            state.isDraining = true
            for entry in state.entries.values { entry.signals.yield(.draining) }
        }
    }

    // MARK: Keys

    /// The keys that agents should store.
    var announced: [CertificatePin] { state.withLock { Array($0.lacking.keys) } }

    /// Announces these keys to all sessions, those to come included, and no others any more.
    func announce(_ pins: [CertificatePin]) {
        state.withLock { state in
            let connected = Set(state.entries.keys)
            let known = state.lacking
            state.lacking = Dictionary(uniqueKeysWithValues: Set(pins).map { ($0, known[$0] ?? connected) })
            for entry in state.entries.values { entry.signals.yield(.pinsChanged) }
        }
    }

    /// The session's agent has stored a key.
    func confirm(_ pin: CertificatePin, by session: Session) {
        state.withLock { state in
            guard state.entries[session.node]?.id == session.id else { return }
            state.lacking[pin]?.remove(session.node)
            state.resumeWaiters()
        }
    }

    /// The connected nodes whose agents have not said that they stored this key, in the order of their ids.
    func lacking(_ pin: CertificatePin) -> [NodeID] { state.withLock { $0.lacking[pin] ?? [] }.sorted() }

    // MARK: Questions

    /// What becomes of a question.
    enum Reception { case asked, away, unable, busy }

    /// Has a node's agent asked something.
    func ask(_ question: TunnelQuestion, of node: NodeID) -> Reception {
        state.withLock { state in
            // A session that is told to end must not lose that among its signals.
            guard let entry = state.entries[node], !state.isDraining else { return .away }
            guard entry.capabilities.contains(Capability.tunnelReport) else { return .unable }
            guard entry.questions.count < Self.longestQueue else { return .busy }
            state.entries[node]?.questions.append(question)
            entry.signals.yield(.questioned)
            return .asked
        }
    }

    /// The most questions that wait to be sent to one agent: each is somebody who waits.
    private static let longestQueue = 16

    /// The questions that wait, which are to be sent now.
    func takeQuestions(for session: Session) -> [TunnelQuestion] {
        state.withLock { state in
            guard let entry = state.entries[session.node], entry.id == session.id else { return [] }
            state.entries[session.node]?.questions = []
            return entry.questions
        }
    }

    // MARK: Waiting

    /// Returns when this is so, or the task is cancelled.
    func until(_ isOver: @escaping @Sendable (State) -> Bool) async {
        let id = state.withLock { $0.nextID() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    if isOver(state) || Task.isCancelled {
                        continuation.resume()
                    } else {
                        state.waiters[id] = (isOver, continuation)
                    }
                }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}
