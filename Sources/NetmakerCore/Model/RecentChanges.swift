/// Which objects of a kind, such as nodes, came, changed or went with each of the last revisions: by it a list of them
/// all is brought up to date without going through them.
struct RecentChanges<ID: Hashable & Sendable>: Sendable {
    /// How many revisions are remembered.
    static var depth: UInt64 { 512 }

    private var objects = PersistentIndex<UInt64, [ID]>()
    /// The revision after which every change is known.
    private var since: UInt64
    private var through: UInt64

    init(since revision: Revision) {
        since = revision.rawValue
        through = revision.rawValue
    }

    /// - Parameter changed: empty where other things changed.
    mutating func note(_ changed: [ID], at revision: Revision) {
        through = max(through, revision.rawValue)
        if !changed.isEmpty { objects[revision.rawValue] = (objects[revision.rawValue] ?? []) + changed }
        guard through - since > Self.depth else { return }
        let oldest = through - Self.depth
        if oldest - since > Self.depth {
            // All that was known is too old.
            let newest = objects[revision.rawValue]
            objects = PersistentIndex()
            objects[revision.rawValue] = newest
        } else {
            for revision in since + 1...oldest { objects[revision] = nil }
        }
        since = oldest
    }

    /// - Returns: nil when that is too long ago.
    func objects(after revision: Revision) -> Set<ID>? {
        guard revision.rawValue >= since else { return nil }
        guard revision.rawValue < through else { return [] }
        return Set((revision.rawValue + 1...through).lazy.compactMap { objects[$0] }.joined())
    }
}
