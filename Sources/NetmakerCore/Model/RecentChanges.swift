/// Which nodes came, changed or went with each of the last revisions: by it a list of all nodes is brought up to date
/// without going through them.
struct RecentChanges: Sendable {
    /// How many revisions are remembered.
    static let depth: UInt64 = 512

    private var nodes = PersistentIndex<UInt64, [NodeID]>()
    /// The revision after which every change is known.
    private var since: UInt64
    private var through: UInt64

    init(since revision: Revision) {
        since = revision.rawValue
        through = revision.rawValue
    }

    /// - Parameter changed: empty where other things changed.
    mutating func note(_ changed: [NodeID], at revision: Revision) {
        through = max(through, revision.rawValue)
        if !changed.isEmpty { nodes[revision.rawValue] = (nodes[revision.rawValue] ?? []) + changed }
        guard through - since > Self.depth else { return }
        let oldest = through - Self.depth
        if oldest - since > Self.depth {
            // All that was known is too old.
            let newest = nodes[revision.rawValue]
            nodes = PersistentIndex()
            nodes[revision.rawValue] = newest
        } else {
            for revision in since + 1...oldest { nodes[revision] = nil }
        }
        since = oldest
    }

    /// - Returns: nil when that is too long ago.
    func nodes(after revision: Revision) -> Set<NodeID>? {
        guard revision.rawValue >= since else { return nil }
        guard revision.rawValue < through else { return [] }
        return Set((revision.rawValue + 1...through).lazy.compactMap { nodes[$0] }.joined())
    }
}
