/// A sorted set as a tree that never changes: the next one shares all branches but those on the way to what is different.
///
/// Balanced by weight: no side has more than three times as many elements as the other (Adams, "Efficient sets: a balancing
/// act", 1993; the numbers are those of Hirai and Yamamoto, "Balancing weight-balanced trees", 2011). So the way down is
/// short, also for who takes the tree apart.
final class BalancedTree<Element: Comparable & Sendable>: Sendable {
    private let left: BalancedTree?
    private let element: Element
    private let right: BalancedTree?
    private let count: Int

    private init(_ left: BalancedTree?, _ element: Element, _ right: BalancedTree?) {
        self.left = left
        self.element = element
        self.right = right
        count = Self.count(left) + 1 + Self.count(right)
    }

    /// The lowest.
    var first: Element {
        touch()
        return left?.first ?? element
    }

    /// All, the lowest first.
    var elements: [Element] {
        touch()
        return (left?.elements ?? []) + [element] + (right?.elements ?? [])
    }

    static func inserting(_ element: Element, into tree: BalancedTree?) -> BalancedTree {
        guard let tree else { return BalancedTree(nil, element, nil) }
        touch()
        if element < tree.element { return balanced(inserting(element, into: tree.left), tree.element, tree.right) }
        if tree.element < element { return balanced(tree.left, tree.element, inserting(element, into: tree.right)) }
        return tree
    }

    /// - Returns: nil when nothing is left.
    static func removing(_ element: Element, from tree: BalancedTree?) -> BalancedTree? {
        guard let tree else { return nil }
        touch()
        if element < tree.element { return balanced(removing(element, from: tree.left), tree.element, tree.right) }
        if tree.element < element { return balanced(tree.left, tree.element, removing(element, from: tree.right)) }
        guard let left = tree.left else { return tree.right }
        guard let right = tree.right else { return left }
        // Its place is taken by the next.
        let next = right.first
        return balanced(left, next, removing(next, from: right))
    }

    private static func count(_ tree: BalancedTree?) -> Int { tree?.count ?? 0 }

    /// The two sides with an element between them, of which one may have come to be too heavy by an element.
    private static func balanced(_ left: BalancedTree?, _ element: Element, _ right: BalancedTree?) -> BalancedTree {
        let (leftCount, rightCount) = (count(left), count(right))
        guard leftCount + rightCount > 1 else { return BalancedTree(left, element, right) }
        if let right, rightCount > 3 * leftCount {
            if let inner = right.left, inner.count >= 2 * count(right.right) {
                return BalancedTree(
                    BalancedTree(left, element, inner.left), inner.element,
                    BalancedTree(inner.right, right.element, right.right))
            }
            return BalancedTree(BalancedTree(left, element, right.left), right.element, right.right)
        }
        if let left, leftCount > 3 * rightCount {
            if let inner = left.right, inner.count >= 2 * count(left.left) {
                return BalancedTree(
                    BalancedTree(left.left, left.element, inner.left), inner.element,
                    BalancedTree(inner.right, element, right))
            }
            return BalancedTree(left.left, left.element, BalancedTree(left.right, element, right))
        }
        return BalancedTree(left, element, right)
    }
}
