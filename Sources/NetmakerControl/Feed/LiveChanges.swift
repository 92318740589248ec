internal import DequeModule
public import NetmakerCore
internal import Synchronization

/// Which nodes' agents have come, gone, or come further: for those who look at it as it happens. The last ones are kept,
/// so whoever follows is slowed by nobody and slows nobody; who has fallen behind is told that they have.
public final class LiveChanges: Sendable {
    /// Some node whose live state is another.
    private struct Note {
        let node: NodeID
        let network: NetworkName
    }
    private struct State {
        /// How many there have been.
        var count: UInt64 = 0
        /// The last of them.
        var notes: Deque<Note> = []
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter: UInt64 = 0
    }
    private let state = Mutex(State())

    /// How many are kept.
    public static let capacity = 4096

    init() {}

    /// How many there have been: where one who follows begins.
    public var count: UInt64 { state.withLock { $0.count } }

    /// Those since, by their networks, each node once; nil when more have been than are kept.
    public func nodes(since count: UInt64) -> (nodes: [NetworkName: Set<NodeID>]?, through: UInt64) {
        state.withLock { state in
            let number = Int(clamping: state.count - min(count, state.count))
            guard number <= state.notes.count else { return (nil, state.count) }
            touch(number)
            let nodes = state.notes.suffix(number).reduce(into: [NetworkName: Set<NodeID>]()) { nodes, note in
                nodes[note.network, default: []].insert(note.node)
            }
            return (nodes, state.count)
        }
    }

    /// Waits until there have been more than so many; returns early when the task is cancelled.
    public func wait(past count: UInt64) async {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    // The handler may have run before there was anything to end.
                    if Task.isCancelled || state.count > count {
                        continuation.resume()
                    } else {
                        state.waiting[id] = continuation
                    }
                }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }

    func note(_ node: NodeID, in network: NetworkName) {
        let woken = state.withLock { state in
            state.count += 1
            if state.notes.count == Self.capacity { state.notes.removeFirst() }
            state.notes.append(Note(node: node, network: network))
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in woken.values { continuation.resume() }
    }
}

extension ChangeFeed {
    /// Says that a node without a session has said how far it is.
    public func heard(of node: NodeID, in network: NetworkName) { live.note(node, in: network) }
}
