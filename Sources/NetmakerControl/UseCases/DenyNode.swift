public import NetmakerCore

/// Turns a pending machine away: it is told, and keeps nothing.
public struct DenyNode: Command {
    public let network: NetworkName
    public let node: NodeID
    /// The revision of the node the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, node: NodeID, ifMatch: Revision? = nil) {
        self.network = network
        self.node = node
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<RemovedNode> {
        let state = try truth.requireNetwork(network)
        let node = try state.requireNode(node)
        try node.revision.require(ifMatch, of: "node \(node.name)")
        guard node.standing.admission == .pending else {
            throw ModelError(
                .conflict, message: "node \(node.name) has been let in already",
                remedy: "remove it with nmctl node remove")
        }
        let removed = RemovedNode(node, reason: .denied, at: context.now)
        return Decision(removed, changing: state.network.aggregate, by: state.removal(of: removed))
    }
}
