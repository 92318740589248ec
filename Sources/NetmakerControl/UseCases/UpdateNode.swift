public import NetmakerCore

/// What an admin changes of a node; nil leaves a field as it is.
public struct NodeChanges: Hashable, Sendable {
    public var name: NodeName?
    /// Where the machine is said to be reached; cleared, that is detected again.
    public var endpoint: Update<Endpoint>
    public var persistentKeepalive: PersistentKeepalive?
    public var listenPort: ListenPort?

    public init(
        name: NodeName? = nil, endpoint: Update<Endpoint> = .keep, persistentKeepalive: PersistentKeepalive? = nil,
        listenPort: ListenPort? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.persistentKeepalive = persistentKeepalive
        self.listenPort = listenPort
    }
}

/// Changes a node. Its agent and its peers are told.
public struct UpdateNode: Command {
    public let network: NetworkName
    public let node: NodeID
    public let changes: NodeChanges
    /// The revision of the node the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, node: NodeID, changes: NodeChanges, ifMatch: Revision? = nil) {
        self.network = network
        self.node = node
        self.changes = changes
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Node> {
        let state = try truth.requireNetwork(network)
        let node = try state.requireNode(node)
        try node.revision.require(ifMatch, of: "node \(node.name)")
        var updated = node
        updated.name = changes.name ?? node.name
        updated.pinnedEndpoint = changes.endpoint.applied(to: node.pinnedEndpoint)
        updated.persistentKeepalive = changes.persistentKeepalive ?? node.persistentKeepalive
        updated.listenPort = changes.listenPort ?? node.listenPort
        guard updated != node else { return Decision(node, unchanged: state.network.aggregate) }
        try state.requireFree(updated.name, for: node.id)
        updated.revision = state.revision.next
        return Decision(updated, changing: state.network.aggregate, by: [.putNode(updated)])
    }
}
