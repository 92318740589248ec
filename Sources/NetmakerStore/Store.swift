public import NetmakerCore

/// Truth at rest. Few calls, each whole: no caller ever holds a transaction across an `await`, so memory, an embedded
/// database and a remote one fit the same protocol.
///
/// What `commit` returned for is durable: it survives a power cut.
public protocol Store: Sendable {
    /// The directory as last committed; an empty one from a store that was never written.
    func directory() async throws(StoreError) -> Directory

    /// The names of all networks, in order.
    func networks() async throws(StoreError) -> [NetworkName]

    /// One network as last committed; nil when there is none of this name.
    ///
    /// - Throws: `StoreError.Code.corrupt` when what is stored does not decode or contradicts itself. Nothing may be
    ///   computed from a part.
    func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState?

    /// The nodes that were, as far back as the store remembers them.
    func removedNodes() async throws(StoreError) -> [RemovedNode]

    /// Makes all of the entries true, in their order, or none of them, as one durable transaction.
    ///
    /// - Parameter expected: the revision each touched aggregate stands at before the first entry. A new aggregate
    ///   stands at `Revision.zero`.
    /// - Throws: `StoreError.Code.conflict` when an aggregate stands elsewhere, `.full` when there is no room,
    ///   `.unavailable` for any other failure to write. In each case nothing has changed.
    func commit(_ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]) async throws(StoreError)

    /// The rows of the change log after a revision, oldest first.
    ///
    /// - Returns: nil when the log no longer reaches back that far.
    func changes(of aggregate: AggregateID, after revision: Revision) async throws(StoreError) -> [ChangeEntry]?

    /// Rows of the change log, as far as it reaches, with what each step replaced: what is read are those that are
    /// answered, and of others what tells that they are not wanted. Each row has the sequence after that of the row
    /// committed before it, also where the log's beginning is forgotten.
    func log(_ query: LogQuery) async throws(StoreError) -> LogPage
}
