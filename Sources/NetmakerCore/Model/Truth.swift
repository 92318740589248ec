/// Everything the server holds true, at one moment: the directory, every network, and the indexes that span networks.
/// An immutable value to its readers; only the writer loop makes the next one.
public struct Truth: Sendable {
    public private(set) var directory: Directory
    public private(set) var networks: PersistentMap<NetworkName, NetworkState> = PersistentMap()
    /// Nodes that were, for as long as the store remembers them.
    public private(set) var removedNodes: PersistentMap<NodeID, RemovedNode> = PersistentMap()
    private var removals = OldestFirst<NodeID>()
    private var networkOfNode = PersistentIndex<NodeID, NetworkName>()
    private var nodeOfPublicKey = PersistentIndex<PublicKey, NodeID>()
    private var clientOfPublicKey = PersistentIndex<PublicKey, ExternalClientID>()

    /// The truth of a server that was never started.
    public init() { directory = Directory() }

    /// The truth as a store kept it.
    ///
    /// - Throws: `ModelError.Code.notUnique` when two nodes of the server have one id or one WireGuard key.
    public init(
        directory: Directory, networks: some Sequence<NetworkState>, removedNodes: some Sequence<RemovedNode>
    ) throws(ModelError) {
        self.directory = directory
        for state in networks {
            self.networks[state.network.name] = state
            for node in state.nodes.values { try index(node, replacing: nil) }
            for client in state.clients.values { try index(client, replacing: nil) }
        }
        for removed in removedNodes { remember(removed) }
    }

    /// The node with this id in whatever network it is; nil when there is none.
    public func node(_ id: NodeID) -> Node? {
        networkOfNode[id].flatMap { networks[$0]?.nodes[id] }
    }

    /// The node that has this WireGuard key, or will have it next, anywhere on the server.
    public func node(with publicKey: PublicKey) -> Node? { nodeOfPublicKey[publicKey].flatMap(node) }

    /// Whether an external client has this WireGuard key, anywhere on the server.
    public func isUsedByClient(_ publicKey: PublicKey) -> Bool { clientOfPublicKey[publicKey] != nil }

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
    /// - Throws: `ModelError` when a mutation contradicts the state; the truth is then undefined and must be thrown
    ///   away.
    public mutating func apply(_ entry: ChangeEntry) throws(ModelError) {
        switch entry.aggregate {
        case .directory:
            directory.apply(entry.mutations, at: entry.revision)
        case .network(let name, let epoch):
            try apply(entry, to: name, epoch)
        }
    }

    /// Forgets nodes that were removed before a time, those first that were removed first: their agents are then told
    /// that they were never known.
    ///
    /// - Parameter limit: the most that are forgotten now. Each costs as much as any.
    public mutating func forgetRemovedNodes(before time: Timestamp, atMost limit: Int = .max) {
        var count = 0
        while count < limit, let oldest = removals.first, oldest.since < time {
            _ = removals.remove(oldest.id)
            removedNodes[oldest.id] = nil
            count += 1
        }
    }

    private mutating func remember(_ removed: RemovedNode) {
        removedNodes[removed.id] = removed
        removals.insert(OldestFirst.Entry(id: removed.id, since: removed.removedAt))
    }

    private mutating func apply(_ entry: ChangeEntry, to name: NetworkName, _ epoch: Epoch) throws(ModelError) {
        // Taken out and put back, so that the state is changed in place rather than copied.
        let old = networks.removeValue(forKey: name)
        guard var state = old ?? entry.mutations.firstNetwork.map({ NetworkState($0) }),
            state.network.name == name, state.network.epoch == epoch
        else {
            throw ModelError(
                .conflict, message: "a change of \(entry.aggregate) does not fit the networks there are",
                remedy: "read the state again")
        }
        try index(entry.mutations, before: state)
        if entry.mutations.contains(.removeNetwork) {
            for node in state.nodes.values { unindex(node) }
            for client in state.clients.values { clientOfPublicKey[client.publicKey] = nil }
        } else {
            try state.apply(entry.mutations, at: entry.revision, time: entry.time)
            networks[name] = state
        }
    }

    private mutating func index(_ mutations: [Mutation], before state: NetworkState) throws(ModelError) {
        for mutation in mutations {
            switch mutation {
            case .putNode(let node):
                try index(node, replacing: state.nodes[node.id])
            case .removeNode(let removed):
                remember(removed)
                if let node = state.nodes[removed.id] { unindex(node) }
            case .putClient(let client):
                try index(client, replacing: state.clients[client.id])
            case .removeClient(let removed):
                if let client = state.clients[removed.id] { clientOfPublicKey[client.publicKey] = nil }
            default:
                break
            }
        }
    }

    private mutating func index(_ node: Node, replacing old: Node?) throws(ModelError) {
        for key in old?.publicKeys ?? [] where !node.publicKeys.contains(key) { nodeOfPublicKey[key] = nil }
        var isTaken = false
        for key in node.publicKeys {
            let holder = nodeOfPublicKey.updateValue(node.id, forKey: key)
            isTaken = isTaken || holder.map { $0 != node.id } ?? false
        }
        let isElsewhere = networkOfNode.updateValue(node.network, forKey: node.id).map { $0 != node.network } ?? false
        guard !isTaken, !isElsewhere, !node.publicKeys.contains(where: isUsedByClient) else {
            throw ModelError(
                .notUnique, field: "publicKey", message: "node \(node.name) has another node's id or WireGuard key",
                remedy: "make a new key")
        }
    }

    private mutating func index(_ client: ExternalClient, replacing old: ExternalClient?) throws(ModelError) {
        if let old, old.publicKey != client.publicKey { clientOfPublicKey[old.publicKey] = nil }
        let holder = clientOfPublicKey.updateValue(client.id, forKey: client.publicKey)
        guard holder.map({ $0 == client.id }) ?? true, nodeOfPublicKey[client.publicKey] == nil else {
            throw ModelError(
                .notUnique, field: "publicKey", message: "external client \(client.name) has another's WireGuard key",
                remedy: "make a new key")
        }
    }

    private mutating func unindex(_ node: Node) {
        networkOfNode[node.id] = nil
        for key in node.publicKeys { nodeOfPublicKey[key] = nil }
    }
}

/// Equal when they say the same: indexes follow from what they index.
extension Truth: Equatable {
    public static func == (lhs: Truth, rhs: Truth) -> Bool {
        lhs.directory == rhs.directory && lhs.networks == rhs.networks && lhs.removedNodes == rhs.removedNodes
    }
}

extension [Mutation] {
    /// The network that these make.
    fileprivate var firstNetwork: Network? {
        for case .putNetwork(let network) in self { return network }
        return nil
    }
}
