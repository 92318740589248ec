/// Whether an access key admits a machine, and what the machine is called.
public enum Enrollment {
    /// The key after it has admitted one more machine.
    ///
    /// - Parameter key: the key whose secret the machine has; nil when no key of the network has it.
    /// - Throws: `ModelError.Code.refused` when there is no such key or it is spent, `.expired` when its time is over.
    public static func admit(by key: AccessKey?, now: Timestamp) throws(ModelError) -> AccessKey {
        guard var key else { throw unknownKey }
        if let expiresAt = key.expiresAt, expiresAt <= now {
            throw ModelError(
                .expired, field: "key", message: "access key \(key.name) expired at \(expiresAt)",
                remedy: "ask the network's admin for a new one")
        }
        guard !key.uses.isSpent else {
            throw ModelError(
                .refused, field: "key",
                message: "access key \(key.name) is spent: it has admitted \(key.usedCount) machines",
                remedy: "ask the network's admin for a new one")
        }
        key.uses = key.uses.afterOneUse
        key.usedCount += 1
        return key
    }

    /// What is said of a key that no key of the network is, and of any key when there is no such network.
    public static var unknownKey: ModelError {
        ModelError(
            .refused, field: "key", message: "the access key is not one of this network's, or has been deleted",
            remedy: "ask the network's admin for a new one")
    }

    /// - Throws: `ModelError.Code.exhausted` when the network has as many nodes as it may have.
    public static func requireRoom(in state: NetworkState) throws(ModelError) {
        let count = state.nodes.count - state.pendingCount
        guard let limit = state.network.nodeLimit, count >= limit.rawValue else { return }
        throw ModelError(
            .exhausted, message: "network \(state.network.name) has \(count) nodes, and may have \(limit)",
            remedy: "ask the network's admin to raise its node limit, or to remove a node")
    }

    /// The most machines that wait to be let in: anybody may ask, and each costs as much as a node.
    public static let largestPendingCount = 256

    /// - Throws: `ModelError.Code.refused` when nobody waits to be let in there, `.exhausted` when too many do.
    public static func requireWaitingRoom(in state: NetworkState) throws(ModelError) {
        guard state.network.options.admission == .manual else { throw unknownKey }
        guard state.pendingCount >= largestPendingCount else { return }
        throw ModelError(
            .exhausted, message: "\(state.pendingCount) machines wait to be let into network \(state.network.name)",
            remedy: "ask the network's admin to approve or deny them, or for an access key")
    }

    /// The nearest free name to what a machine calls itself: its own, or the same with a number behind it.
    ///
    /// Asks for O(log n) names when n machines call themselves alike, since a fleet from one disk image does: the
    /// number is doubled until it is free, and then the gap below is halved until a taken number has a free one above
    /// it.
    public static func freeName(for facts: NodeFacts, in state: NetworkState) -> NodeName {
        let name = NodeName(adapting: facts.hostname)
        guard state.holder(of: name) != nil else { return name }
        var (taken, free) = (1, 2)
        while state.holder(of: name.numbered(free)) != nil { (taken, free) = (free, free * 2) }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2
            if state.holder(of: name.numbered(middle)) == nil { free = middle } else { taken = middle }
        }
        return name.numbered(free)
    }
}
