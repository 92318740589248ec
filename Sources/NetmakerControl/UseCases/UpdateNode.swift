public import NetmakerCore

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

    public var permission: Permission {
        changes.options.setsCommands ? .setCommands(network) : .administerNetwork(network)
    }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Node> {
        let state = try truth.requireNetwork(network)
        let node = try state.requireNode(node)
        try node.revision.require(ifMatch, of: "node \(node.name)")
        let updated = try changes.applied(to: node)
        guard updated != node else { return Decision(node, unchanged: state.network.aggregate) }
        try state.requireFree(updated.name, for: node.id)
        try requireAddresses(of: node, in: state)
        if case .set(let moment) = changes.expiresAt, moment <= context.now {
            throw ModelError(
                .invalidValue, field: "expiresAt", message: "\(moment) is over",
                remedy: "give a time to come; to cut the node off now, disconnect or remove it")
        }
        let changed = updated.revised(state.revision.next)
        return Decision(changed, changing: state.network.aggregate, by: [.putNode(changed)])
    }

    /// - Throws: `ModelError` that names the field when the node may not have an address it is to get.
    private func requireAddresses(of node: Node, in state: NetworkState) throws(ModelError) {
        if let address = changes.ipv4, address != node.ipv4 {
            try state.requireAssignable(.v4(address), to: node, field: "ipv4")
        }
        if let address = changes.ipv6, address != node.ipv6 {
            try state.requireAssignable(.v6(address), to: node, field: "ipv6")
        }
    }
}
