public import NetmakerCore

extension ChangeFeed {
    /// What changed for one subscriber since it last asked.
    public struct Pending: Hashable, Sendable {
        /// The network's revision up to which this tells all that concerns the subscriber.
        public var through: Revision
        /// Whose peer records are new, changed or gone.
        public var touched: Touched
        /// Whether the node is told something else about itself.
        public var configurationChanged: Bool
        /// Why the node is no longer one; nil while it is.
        public var removed: RemovalReason?

        public init(
            through: Revision, touched: Touched = .nodes([]), configurationChanged: Bool = false,
            removed: RemovalReason? = nil
        ) {
            self.through = through
            self.touched = touched
            self.configurationChanged = configurationChanged
            self.removed = removed
        }

        /// Adds what came later.
        public mutating func merge(_ later: Pending) {
            through = max(through, later.through)
            touched.merge(later.touched)
            configurationChanged = configurationChanged || later.configurationChanged
            removed = later.removed ?? removed
        }
    }

    /// Whose peer records changed. Bounded, so that a subscriber that never asks costs no more than any other.
    public enum Touched: Hashable, Sendable {
        /// Of these nodes, at most `largest` of them; the subscriber's own may be among them.
        case nodes(Set<NodeID>)
        /// Of so many that the whole map is the shorter answer.
        case everything

        /// The most nodes that are told one by one.
        public static let largest = 512

        /// Adds what came later.
        public mutating func merge(_ later: Touched) {
            guard case .nodes(let mine) = self, case .nodes(let others) = later else {
                self = .everything
                return
            }
            // The common case, a subscriber that keeps up, shares one set with all the others.
            if mine.isEmpty { self = later } else { self = Touched(mine.union(others)) }
        }

        init(_ nodes: Set<NodeID>) { self = nodes.count <= Self.largest ? .nodes(nodes) : .everything }
    }
}
