internal import HashTreeCollections

/// The nodes of one network that somebody looks for by how they stand: few among many.
struct StandingTable: Sendable {
    /// Those whose time will be over.
    private(set) var expiries = OldestFirst<NodeID>()
    /// Those that wait to be let in.
    private var pending: TreeSet<NodeID> = []
    /// Those that have made the key that follows, and use the one before it.
    private var withNextKey: TreeSet<NodeID> = []

    var pendingCount: Int { pending.count }
    var hasNextKeys: Bool { !withNextKey.isEmpty }
    /// In the order of their ids.
    var nodesWithNextKey: [NodeID] { withNextKey.sorted() }

    /// A node that has come, changed or gone.
    mutating func note(_ node: Node?, after old: Node?) {
        guard let id = node?.id ?? old?.id else { return }
        if node?.expiry != old?.expiry {
            if old?.expiry != nil { _ = expiries.remove(id) }
            if let expiry = node?.expiry { expiries.insert(OldestFirst.Entry(id: id, since: expiry)) }
        }
        Self.note(id, in: &pending, node, old) { $0.standing.admission == .pending }
        Self.note(id, in: &withNextKey, node, old) { $0.nextPublicKey != nil }
    }

    /// Puts in or takes out who has become, or is no longer, one of them: mostly nobody, at no cost.
    private static func note(
        _ id: NodeID, in set: inout TreeSet<NodeID>, _ node: Node?, _ old: Node?, by isOne: (Node) -> Bool
    ) {
        let (was, isNow) = (old.map(isOne) ?? false, node.map(isOne) ?? false)
        if was == isNow { return }
        if isNow { set.insert(id) } else { set.remove(id) }
    }
}
