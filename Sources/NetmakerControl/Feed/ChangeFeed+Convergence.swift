public import NetmakerCore
internal import Synchronization

/// When a change is in force everywhere: when every connected agent has acknowledged what it was owed up to it.
extension ChangeFeed {
    /// The connected nodes that do not have everything in force yet that concerns them up to a revision, in the order
    /// of their ids.
    public func lagging(in network: NetworkName, behind revision: Revision) -> [NodeID] {
        Set(state.withLock { $0.lagging(in: network, behind: revision).map(\.node) }).sorted()
    }

    /// How far one node's agent is.
    public struct Standing: Hashable, Sendable {
        /// Whether it has a session.
        public var isConnected = false
        /// Whether it is connected and does not have everything in force yet that concerns it up to the revision.
        public var isLagging = false
        /// The revision its session last acknowledged; nil when it has no session or has said nothing yet.
        public var acknowledged: Revision?
    }

    /// How far a node's agent is at this moment, looked at once: what is told here does not contradict itself.
    public func standing(of node: NodeID, in network: NetworkName, behind revision: Revision) -> Standing {
        let slots = state.withLock { $0.networks[network]?[node] ?? [] }
        return slots.map { $0.standing(behind: revision) }.reduce(into: Standing()) { standing, slot in
            standing.isConnected = true
            standing.isLagging = standing.isLagging || slot.isLagging
            standing.acknowledged = [standing.acknowledged, slot.acknowledged].compactMap(\.self).max()
        }
    }

    /// Waits until no connected node lags behind the revision. A node that connects meanwhile is waited for, one that
    /// goes is not.
    ///
    /// Returns early when the calling task is cancelled: `lagging` then names who was waited for.
    public func untilInForce(_ revision: Revision, in network: NetworkName) async {
        let id = state.withLock { $0.nextWatchID() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.begin(Watch(id: id, revision: revision, continuation: continuation), in: network) }
            }
        } onCancel: {
            state.withLock { $0.end(watch: id, in: network) }
        }
    }

    func settle(_ slot: Slot) {
        state.withLock { $0.settle(slot) }
        live.note(slot.node, in: slot.network)
    }
}

/// Somebody who waits for a revision to be in force.
struct Watch {
    let id: UInt64
    let revision: Revision
    let continuation: CheckedContinuation<Void, Never>
    /// The slots that are not there yet.
    var lagging: Set<ObjectIdentifier> = []
}

extension ChangeFeed.State {
    mutating func nextWatchID() -> UInt64 {
        lastWatchID += 1
        return lastWatchID
    }

    /// Looks at those only that are owed something: whoever has all has this too.
    func lagging(in network: NetworkName, behind revision: Revision) -> [Slot] {
        guard let unsettled = unsettled[network] else { return [] }
        touch(unsettled.count)
        return unsettled.values.filter { !$0.isInForce(revision) }
    }

    /// A task that was cancelled before it came here has had its cancellation handled already, in vain.
    mutating func begin(_ watch: Watch, in network: NetworkName) {
        var watch = watch
        watch.lagging = Set(lagging(in: network, behind: watch.revision).map(ObjectIdentifier.init))
        if watch.lagging.isEmpty || Task.isCancelled {
            watch.continuation.resume()
        } else {
            watches[network, default: []].append(watch)
        }
    }

    mutating func end(watch id: UInt64, in network: NetworkName) {
        guard let index = watches[network]?.firstIndex(where: { $0.id == id }) else { return }
        watches[network]?.remove(at: index).continuation.resume()
    }

    /// A slot that came is waited for too.
    mutating func expect(_ slot: Slot) {
        for index in watches[slot.network, default: []].indices {
            touch()
            watches[slot.network]?[index].lagging.insert(ObjectIdentifier(slot))
        }
    }

    /// After the slot acknowledged something or went away: O(1) for each who waits in its network.
    mutating func settle(_ slot: Slot) {
        let isGone = networks[slot.network]?[slot.node]?.contains { $0 === slot } != true
        if isGone || slot.isSettled {
            unsettled[slot.network]?[ObjectIdentifier(slot)] = nil
            if unsettled[slot.network]?.isEmpty == true { unsettled[slot.network] = nil }
        }
        guard var waiting = watches.removeValue(forKey: slot.network) else { return }
        touch(waiting.count)
        for index in waiting.indices where isGone || slot.isInForce(waiting[index].revision) {
            waiting[index].lagging.remove(ObjectIdentifier(slot))
        }
        for watch in waiting where watch.lagging.isEmpty { watch.continuation.resume() }
        waiting.removeAll { $0.lagging.isEmpty }
        if !waiting.isEmpty { watches[slot.network] = waiting }
    }
}
