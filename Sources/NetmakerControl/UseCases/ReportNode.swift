public import NetmakerCore

/// An agent says how its machine is. Equal values are no change, and are not written.
public struct ReportNode: Command {
    public let node: NodeID
    public let report: NodeReport
    /// Where the server sees the agent's session come from; nil when the transport has no addresses.
    public let source: IPAddress?

    public init(node: NodeID, report: NodeReport, source: IPAddress?) {
        self.node = node
        self.report = report
        self.source = source
    }

    public var permission: Permission { .actAsNode(node) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Node> {
        let (node, state) = try truth.requireNode(node)
        try NodeOwnFields.require(report, in: state.network)
        var updated = node
        NodeOwnFields.publish(report, seenFrom: source, to: &updated, in: state.network)
        if let key = updated.nextPublicKey { try truth.requireUnused(key, by: node.id) }
        guard updated != node else { return Decision(node, unchanged: state.network.aggregate) }
        updated.revision = state.revision.next
        return Decision(updated, changing: state.network.aggregate, by: [.putNode(updated)])
    }
}
