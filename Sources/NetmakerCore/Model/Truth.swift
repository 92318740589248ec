public import HashTreeCollections

/// Everything the server holds true, at one moment: the directory, every network, and the indexes that span networks.
/// An immutable value to its readers; only the writer loop makes the next one.
public struct Truth: Sendable {
    public private(set) var directory: Directory
    public private(set) var networks: TreeDictionary<NetworkName, NetworkState> = [:]
    /// Nodes that were, for as long as the store remembers them.
    public private(set) var removedNodes: TreeDictionary<NodeID, RemovedNode> = [:]
    private var networkOfNode: TreeDictionary<NodeID, NetworkName> = [:]
    private var nodeOfPublicKey: TreeDictionary<PublicKey, NodeID> = [:]

    public init(
        directory: Directory = Directory(), networks: some Sequence<NetworkState> = [],
        removedNodes: some Sequence<RemovedNode> = []
    ) {
        self.directory = directory
        for state in networks {
            self.networks[state.network.name] = state
            for node in state.nodes.values { index(node, replacing: nil) }
        }
        for removed in removedNodes { self.removedNodes[removed.id] = removed }
    }

    /// The node with this id in whatever network it is; nil when there is none.
    public func node(_ id: NodeID) -> Node? {
        networkOfNode[id].flatMap { networks[$0]?.nodes[id] }
    }

    /// The node that has this WireGuard key, anywhere on the server.
    public func node(with publicKey: PublicKey) -> Node? { nodeOfPublicKey[publicKey].flatMap(node) }

    /// The revision the aggregate stands at; nil when there is no such aggregate (any more).
    public func revision(of aggregate: AggregateID) -> Revision? {
        switch aggregate {
        case .directory: directory.revision
        case .network(let name, let epoch):
            networks[name].flatMap { $0.network.epoch == epoch ? $0.revision : nil }
        }
    }

    /// Applies one row of the change log.
    ///
    /// - Throws: `ModelError` when a mutation contradicts the state; the truth is then undefined and must be thrown away.
    public mutating func apply(_ entry: ChangeEntry) throws(ModelError) {
        switch entry.aggregate {
        case .directory:
            directory.apply(entry.mutations, at: entry.revision)
        case .network(let name, _):
            try apply(entry, to: name)
        }
    }

    private mutating func apply(_ entry: ChangeEntry, to name: NetworkName) throws(ModelError) {
        for mutation in entry.mutations {
            switch mutation {
            case .putNetwork(let network) where networks[name] == nil:
                networks[name] = NetworkState(network, revision: entry.revision)
            case .putNode(let node):
                index(node, replacing: networks[name]?.nodes[node.id])
            case .removeNode(let removed):
                removedNodes[removed.id] = removed
                if let node = networks[name]?.nodes[removed.id] { unindex(node) }
            default:
                break
            }
        }
        if entry.mutations.contains(.removeNetwork) {
            networks[name] = nil
        } else {
            // Taken out and put back, so that the state is changed in place rather than copied.
            guard var state = networks.removeValue(forKey: name) else { return }
            try state.apply(entry.mutations, at: entry.revision)
            networks[name] = state
        }
    }

    private mutating func index(_ node: Node, replacing old: Node?) {
        if let old, old.publicKey != node.publicKey { nodeOfPublicKey[old.publicKey] = nil }
        networkOfNode[node.id] = node.network
        nodeOfPublicKey[node.publicKey] = node.id
    }

    private mutating func unindex(_ node: Node) {
        networkOfNode[node.id] = nil
        nodeOfPublicKey[node.publicKey] = nil
    }
}
