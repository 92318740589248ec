public import NetmakerCore

/// Removes an ephemeral node whose agent has stayed away for too long.
public struct ReapNode: Command {
    public let network: NetworkName
    public let node: NodeID

    public init(network: NetworkName, node: NodeID) {
        self.network = network
        self.node = node
    }

    public var permission: Permission { .keepTime }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<RemovedNode> {
        let state = try truth.requireNetwork(network)
        let node = try state.requireNode(node)
        guard node.grant.lifetime == .ephemeral else {
            throw ModelError(
                .conflict, message: "node \(node.name) is there to stay", remedy: "remove it with nmctl node remove")
        }
        let removed = RemovedNode(node, reason: .ephemeral, at: context.now)
        return Decision(removed, changing: state.network.aggregate, by: state.removal(of: removed))
    }
}
