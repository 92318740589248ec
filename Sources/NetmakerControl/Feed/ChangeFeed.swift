public import NetmakerCore
internal import Synchronization

/// Tells each subscribed node what changed for it: nothing that does not concern it, and never more than one pending
/// answer, into which everything is merged that comes before it is fetched. So a slow agent costs no memory and slows
/// nobody.
///
/// It also knows what each subscriber still owes, hence when a change is in force everywhere.
public final class ChangeFeed: Sendable {
    struct State {
        var networks: [NetworkName: [NodeID: [Slot]]] = [:]
        /// Of these the slots that do not have everything in force that they are owed.
        var unsettled: [NetworkName: [ObjectIdentifier: Slot]] = [:]
        /// Where each network stands, as far as the feed was told.
        var standing: [NetworkName: Revision] = [:]
        var watches: [NetworkName: [Watch]] = [:]
        var lastWatchID: UInt64 = 0
        var slotsTouched = 0
        /// Who went since somebody asked; nil until somebody does.
        var departures: Set<Departure>?
        var nameWatchers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var lastNameWatcher: UInt64 = 0
    }
    let state = Mutex(State())
    /// What is seen of agents, as it changes.
    public let live = LiveChanges()

    init() {}

    /// How many pending answers publishing has touched since the start: what changes cost.
    public var slotsTouched: Int { state.withLock { $0.slotsTouched } }

    /// Subscribes a node's session. Subscribe first and read the truth then: a change that comes in between is in the
    /// truth, or pending, or both, but never missed.
    public func subscribe(node: NodeID, in network: NetworkName) -> Subscription {
        let slot = state.withLock { state in
            let slot = Slot(node: node, network: network, owed: state.standing[network] ?? .zero)
            state.networks[network, default: [:]][node, default: []].append(slot)
            state.unsettled[network, default: [:]][ObjectIdentifier(slot)] = slot
            state.expect(slot)
            return slot
        }
        live.note(node, in: network)
        return Subscription(slot: slot, feed: self)
    }

    /// The nodes of a network that have a session now, in the order of their ids.
    public func connectedNodes(in network: NetworkName) -> [NodeID] {
        let nodes = state.withLock { Array($0.networks[network, default: [:]].keys) }
        touch(nodes.count)
        return nodes.sorted()
    }

    /// How many nodes of a network have a session now.
    public func connectedCount(in network: NetworkName) -> Int {
        state.withLock { $0.networks[network]?.count ?? 0 }
    }

    /// Whether the node has a session now.
    public func isConnected(_ node: NodeID, in network: NetworkName) -> Bool {
        state.withLock { $0.networks[network]?[node] != nil }
    }

    /// Says where the networks of a state that was just loaded stand.
    func begin(at truth: Truth) {
        state.withLock { $0.standing = Dictionary(uniqueKeysWithValues: truth.networks.map { ($0, $1.revision) }) }
    }

    /// Tells those whom a commit concerns, and nobody else. By the one writer only.
    func publish(_ change: NetworkChange) {
        let concerned: [(slot: Slot, pending: Pending)] = state.withLock { state in
            state.standing[change.network] = change.isDeletion ? nil : change.through
            guard let subscribers = state.networks[change.network] else { return [] }
            let concerned = Self.concerned(by: change, among: subscribers)
            for (slot, _) in concerned {
                slot.owe(change.through)
                state.unsettled[change.network, default: [:]][ObjectIdentifier(slot)] = slot
            }
            state.slotsTouched += concerned.count
            return concerned
        }
        for (slot, pending) in concerned { slot.offer(pending) }
        if change.changesNames { announceNames() }
    }

    private static func concerned(
        by change: NetworkChange, among subscribers: [NodeID: [Slot]]
    ) -> [(slot: Slot, pending: Pending)] {
        let touched = Touched(change.records)
        var concerned: [(slot: Slot, pending: Pending)] = []
        func tell(_ node: NodeID, _ slots: [Slot], _ touched: Touched) {
            let pending = Pending(
                through: change.through, touched: touched,
                configurationChanged: change.configurations.contains(node), removed: change.removed[node])
            for slot in slots { concerned.append((slot, pending)) }
        }
        if change.records.isEmpty, change.dnsEntries.isEmpty {
            // One that takes no part has no record to lose, and must hear all the same that it is a node no more.
            for node in change.configurations.union(change.removed.keys) {
                touch()
                if let slots = subscribers[node] { tell(node, slots, .nodes([])) }
            }
        } else {
            for (node, slots) in subscribers {
                touch()
                // A node is no peer of its own: a change of its record alone is news to all but itself.
                let records = change.records.count > 1 || change.records.first != node
                let others = records || !change.dnsEntries.isEmpty
                if others || change.configurations.contains(node) || change.removed[node] != nil {
                    tell(node, slots, others ? touched : .nodes([]))
                }
            }
        }
        return concerned
    }

    func remove(_ slot: Slot) {
        defer { live.note(slot.node, in: slot.network) }
        state.withLock { state in
            state.networks[slot.network]?[slot.node]?.removeAll { $0 === slot }
            if state.networks[slot.network]?[slot.node]?.isEmpty == true {
                state.networks[slot.network]?[slot.node] = nil
                state.departures?.insert(Departure(node: slot.node, network: slot.network))
            }
            if state.networks[slot.network]?.isEmpty == true { state.networks[slot.network] = nil }
            state.settle(slot)
        }
    }
}
