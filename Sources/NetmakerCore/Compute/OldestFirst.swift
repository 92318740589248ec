/// Things since when they are what they are, the oldest first: a balanced search tree whose members can also be asked for
/// and taken out.
///
/// Copies share what they have in common. Equal times are ordered by id: the order follows from the members, not from the
/// history that led to them, and is the same after a restart.
struct OldestFirst<ID: Hashable & Comparable & Sendable>: Sendable {
    struct Entry: Comparable, Sendable {
        let id: ID
        let since: Timestamp

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.since, lhs.id) < (rhs.since, rhs.id) }
    }

    private var tree: BalancedTree<Entry>?
    private var times = PersistentIndex<ID, Timestamp>()

    /// The oldest first.
    var entries: [Entry] { tree?.elements ?? [] }

    /// The oldest; nil when there is none.
    var first: Entry? { tree?.first }

    func contains(_ id: ID) -> Bool { times[id] != nil }

    /// Puts one in. Of one that is there already the later time counts.
    mutating func insert(_ entry: Entry) {
        if let before = times[entry.id] {
            guard before < entry.since else { return }
            _ = remove(entry.id)
        }
        times[entry.id] = entry.since
        tree = BalancedTree.inserting(entry, into: tree)
    }

    /// Whether it was there.
    mutating func remove(_ id: ID) -> Bool {
        guard let since = times.removeValue(forKey: id) else { return false }
        tree = BalancedTree.removing(Entry(id: id, since: since), from: tree)
        return true
    }
}
