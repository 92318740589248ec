public import NetmakerCore
public import NetmakerStore

extension ControlPlane {
    /// The most revisions a node may be behind to be told what changed since; a node further behind gets a full map.
    public static let longestReplay: UInt64 = 4096

    /// The nodes that changed in a network after a revision, those that came and went included, as the change log has
    /// it. What changed may be nothing that is told to peers.
    ///
    /// - Returns: nil when the log does not reach back that far, or the revision is of another life of the network:
    ///   only a full map helps then.
    /// - Throws: what `changes` throws.
    public func touchedNodes(
        in network: NetworkName, epoch: Epoch, after revision: Revision
    ) async throws(StoreError) -> Set<NodeID>? {
        let aggregate = AggregateID.network(network, epoch)
        guard let current = truth.revision(of: aggregate), revision <= current,
            current.rawValue - revision.rawValue <= Self.longestReplay
        else { return nil }
        if revision == current { return [] }
        guard let entries = try await changes(of: aggregate, after: revision) else { return nil }
        return Set(entries.lazy.flatMap(\.mutations).compactMap(\.node))
    }
}
