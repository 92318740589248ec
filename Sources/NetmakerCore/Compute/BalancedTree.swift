/// Keys with ranks, sorted by key, as a tree that never changes: the next one shares all branches but those on the way
/// to what is different. Each branch knows the least rank in it, so keys are found by rank on one way down as well.
///
/// Balanced by weight: no side has more than three times as many keys as the other (Adams, "Efficient sets: a balancing
/// act", 1993; the numbers are those of Hirai and Yamamoto, "Balancing weight-balanced trees", 2011). So the way down
/// is short, also for who takes the tree apart.
final class BalancedTree<Key: Comparable & Sendable, Rank: Comparable & Sendable>: Sendable {
    private let left: BalancedTree?
    private let key: Key
    private let rank: Rank
    private let right: BalancedTree?
    /// How many keys there are.
    let count: Int
    private let leastRank: Rank

    private init(_ left: BalancedTree?, _ key: Key, _ rank: Rank, _ right: BalancedTree?) {
        self.left = left
        self.key = key
        self.rank = rank
        self.right = right
        count = Self.count(left) + 1 + Self.count(right)
        leastRank = min(rank, left?.leastRank ?? rank, right?.leastRank ?? rank)
    }

    /// All, the lowest key first.
    var elements: [(key: Key, rank: Rank)] {
        touch()
        return (left?.elements ?? []) + [(key, rank)] + (right?.elements ?? [])
    }

    /// The one with the least rank; of equal ranks the one with the lowest key.
    var least: (key: Key, rank: Rank) { (lowestKey(rankedUpTo: leastRank) ?? key, leastRank) }

    /// The lowest key whose rank is no more than this; nil when there is none.
    func lowestKey(rankedUpTo bound: Rank) -> Key? {
        touch()
        guard leastRank <= bound else { return nil }
        if let left, left.leastRank <= bound { return left.lowestKey(rankedUpTo: bound) }
        return rank <= bound ? key : right?.lowestKey(rankedUpTo: bound)
    }

    /// The key's rank; nil when it is not there.
    func rank(of key: Key) -> Rank? {
        touch()
        if key < self.key { return left?.rank(of: key) }
        if self.key < key { return right?.rank(of: key) }
        return rank
    }

    /// Puts a key in. Of one that is there already the higher rank counts.
    static func inserting(_ key: Key, rank: Rank, into tree: BalancedTree?) -> BalancedTree {
        guard let tree else { return BalancedTree(nil, key, rank, nil) }
        touch()
        if key < tree.key {
            return balanced(inserting(key, rank: rank, into: tree.left), tree.key, tree.rank, tree.right)
        }
        if tree.key < key {
            return balanced(tree.left, tree.key, tree.rank, inserting(key, rank: rank, into: tree.right))
        }
        return BalancedTree(tree.left, key, max(rank, tree.rank), tree.right)
    }

    /// - Returns: nil when nothing is left.
    static func removing(_ key: Key, from tree: BalancedTree?) -> BalancedTree? {
        guard let tree else { return nil }
        touch()
        if key < tree.key { return balanced(removing(key, from: tree.left), tree.key, tree.rank, tree.right) }
        if tree.key < key { return balanced(tree.left, tree.key, tree.rank, removing(key, from: tree.right)) }
        guard let left = tree.left else { return tree.right }
        guard let right = tree.right else { return left }
        // Its place is taken by the next.
        let next = right.lowest
        return balanced(left, next.key, next.rank, removing(next.key, from: right))
    }

    private var lowest: BalancedTree {
        touch()
        return left?.lowest ?? self
    }

    private static func count(_ tree: BalancedTree?) -> Int { tree?.count ?? 0 }

    /// The two sides with a key between them, of which one may have come to be too heavy by a key.
    private static func balanced(
        _ left: BalancedTree?, _ key: Key, _ rank: Rank, _ right: BalancedTree?
    ) -> BalancedTree {
        let (leftCount, rightCount) = (count(left), count(right))
        guard leftCount + rightCount > 1 else { return BalancedTree(left, key, rank, right) }
        if let right, rightCount > 3 * leftCount {
            if let inner = right.left, inner.count >= 2 * count(right.right) {
                return BalancedTree(
                    BalancedTree(left, key, rank, inner.left), inner.key, inner.rank,
                    BalancedTree(inner.right, right.key, right.rank, right.right))
            }
            return BalancedTree(BalancedTree(left, key, rank, right.left), right.key, right.rank, right.right)
        }
        if let left, leftCount > 3 * rightCount {
            if let inner = left.right, inner.count >= 2 * count(left.left) {
                return BalancedTree(
                    BalancedTree(left.left, left.key, left.rank, inner.left), inner.key, inner.rank,
                    BalancedTree(inner.right, key, rank, right))
            }
            return BalancedTree(left.left, left.key, left.rank, BalancedTree(left.right, key, rank, right))
        }
        return BalancedTree(left, key, rank, right)
    }
}
