public import NetmakerCore

/// Lets a pending machine in: it gets its addresses, and becomes a peer.
public struct ApproveNode: Command {
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

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Node> {
        let state = try truth.requireNetwork(network)
        var node = try state.requireNode(node)
        try node.revision.require(ifMatch, of: "node \(node.name)")
        guard node.standing.admission == .pending else {
            return Decision(node, unchanged: state.network.aggregate)
        }
        try Enrollment.requireRoom(in: state)
        (node.ipv4, node.ipv6) = try state.nextAddresses(now: context.now)
        node.standing.admission = .admitted
        node.revision = state.revision.next
        return Decision(node, changing: state.network.aggregate, by: [.putNode(node)])
    }
}
