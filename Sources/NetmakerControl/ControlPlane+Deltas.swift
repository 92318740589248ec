public import NetmakerCore
public import NetmakerStore

extension ControlPlane {
    /// The most revisions a node may be behind to be told what changed since; a node further behind gets a full map.
    public static let longestReplay: UInt64 = 4096

    /// What changed in a network after a revision.
    public struct Touched: Hashable, Sendable {
        /// Nodes, those that came and went included. What changed may be nothing that is told to peers.
        public var nodes: Set<NodeID> = []
        /// Custom names, those that came and went included.
        public var dnsRecords: Set<DNSRecordName> = []

        public init(nodes: Set<NodeID> = [], dnsRecords: Set<DNSRecordName> = []) {
            self.nodes = nodes
            self.dnsRecords = dnsRecords
        }

        /// How many objects that is.
        public var count: Int { nodes.count + dnsRecords.count }
    }

    /// What changed in a network after a revision, as the change log has it.
    ///
    /// - Returns: nil when the log does not reach back that far, when the network's own fields changed since, which may
    ///   change what is told of every node, or when the revision is of another life of the network: only a full map
    ///   helps then.
    /// - Throws: what `changes` throws.
    public func touched(
        in network: NetworkName, epoch: Epoch, after revision: Revision
    ) async throws(StoreError) -> Touched? {
        let aggregate = AggregateID.network(network, epoch)
        guard let current = truth.revision(of: aggregate), revision <= current,
            current.rawValue - revision.rawValue <= Self.longestReplay
        else { return nil }
        if revision == current { return Touched() }
        guard let entries = try await changes(of: aggregate, after: revision) else { return nil }
        let mutations = entries.lazy.flatMap(\.mutations)
        for case .putNetwork in mutations { return nil }
        return Touched(
            nodes: Set(mutations.compactMap(\.node)), dnsRecords: Set(mutations.compactMap(\.dnsRecord)))
    }
}
