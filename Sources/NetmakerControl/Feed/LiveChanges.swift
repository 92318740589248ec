internal import DequeModule
public import NetmakerCore
internal import Synchronization

/// Which nodes' agents have come, gone, or come further: for those who look at it as it happens. The last ones are kept
/// once for all who follow, so whoever follows is slowed by nobody, slows nobody and needs no memory; who has fallen
/// behind is told the network rather than its nodes.
public final class LiveChanges: Sendable {
    /// Whose live state is another in a network.
    public enum Extent: Hashable, Sendable {
        /// These nodes'.
        case nodes(Set<NodeID>)
        /// That of any, since there were too many to say.
        case any
    }

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
        /// How many there had been with the last of each network.
        var latest: [NetworkName: UInt64] = [:]
        /// How many there had been with the last of a network that is not among them any more.
        var forgotten: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter: UInt64 = 0

        /// Forgets half of the networks at once, since finding the quietest costs a look at each.
        mutating func forgetQuietest() {
            forgotten = latest.values.sorted()[latest.count - LiveChanges.networkCapacity / 2 - 1]
            latest = latest.filter { [forgotten] in $0.value > forgotten }
        }
    }
    private let state = Mutex(State())

    /// How many are kept node by node.
    public static let capacity = 1024
    /// Of how many networks the last is known. When there are more, the half of them that was quiet longest is forgotten.
    public static let networkCapacity = 4096

    init() {}

    /// How many there have been: where one who follows begins.
    public var count: UInt64 { state.withLock { $0.count } }

    /// Those since, by their networks; nil when it is not known any more which networks' they were.
    public func changes(since count: UInt64) -> (networks: [NetworkName: Extent]?, through: UInt64) {
        // Sorted out when nobody waits for the lock any more.
        let (notes, latest, isKnown, through) = state.withLock { state in
            let number = Int(clamping: state.count - min(count, state.count))
            let isNamed = number <= state.notes.count
            return (
                isNamed ? Array(state.notes.suffix(number)) : [], isNamed ? [:] : state.latest,
                isNamed || count >= state.forgotten, state.count
            )
        }
        guard isKnown else { return (nil, through) }
        touch(notes.count + latest.count)
        let nodes = notes.reduce(into: [NetworkName: Set<NodeID>]()) { nodes, note in
            nodes[note.network, default: []].insert(note.node)
        }
        let many = latest.filter { $0.value > count }.mapValues { _ in Extent.any }
        return (many.merging(nodes.mapValues(Extent.nodes)) { $1 }, through)
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
            state.latest[network] = state.count
            if state.latest.count > Self.networkCapacity { state.forgetQuietest() }
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
