/// A store that knows how large it is.
public protocol MeasuredStore: Store {
    /// How large it is now. Costs the same however large that is.
    func size() async throws(StoreError) -> StoreSize
}

/// How large a store is.
public struct StoreSize: Hashable, Sendable {
    /// Rows of the change log, of all aggregates together.
    public let changeLogRows: Int
    /// What it takes on disk; 0 for a store that takes none.
    public let bytes: Int

    public init(changeLogRows: Int, bytes: Int) {
        self.changeLogRows = changeLogRows
        self.bytes = bytes
    }
}
