public import NetmakerCore

/// A machine ends its membership.
public struct LeaveNetwork: Command {
    public let node: NodeID

    public init(node: NodeID) { self.node = node }

    public var permission: Permission { .actAsNode(node) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<RemovedNode> {
        let (node, state) = try truth.requireNode(node)
        let removed = RemovedNode(node, reason: .left, at: context.now)
        return Decision(removed, changing: state.network.aggregate, by: state.removal(of: removed))
    }
}
