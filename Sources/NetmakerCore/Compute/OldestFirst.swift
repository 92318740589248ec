/// Things since when they are what they are: the oldest is at hand, and the lowest of those that are old enough.
///
/// Copies share what they have in common. Equal times are ordered by id: the order follows from the members, not from
/// the history that led to them, and is the same after a restart.
struct OldestFirst<ID: Comparable & Sendable>: Sendable {
    struct Entry: Comparable, Sendable {
        let id: ID
        let since: Timestamp

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.since, lhs.id) < (rhs.since, rhs.id) }
    }

    private var tree: BalancedTree<ID, Timestamp>?

    /// The oldest first.
    var entries: [Entry] { (tree?.elements ?? []).map { Entry(id: $0.key, since: $0.rank) }.sorted() }

    /// The oldest; nil when there is none.
    var first: Entry? { (tree?.least).map { Entry(id: $0.key, since: $0.rank) } }

    /// The lowest of those that are what they are since this time or longer; nil when there is none.
    func lowest(since time: Timestamp) -> ID? { tree?.lowestKey(rankedUpTo: time) }

    func contains(_ id: ID) -> Bool { tree?.rank(of: id) != nil }

    /// Puts one in. Of one that is there already the later time counts.
    mutating func insert(_ entry: Entry) {
        tree = BalancedTree.inserting(entry.id, rank: entry.since, into: tree)
    }

    /// Whether it was there.
    mutating func remove(_ id: ID) -> Bool {
        let count = tree?.count ?? 0
        tree = BalancedTree.removing(id, from: tree)
        return tree?.count ?? 0 < count
    }
}
