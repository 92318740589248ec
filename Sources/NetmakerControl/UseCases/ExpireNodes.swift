public import NetmakerCore

/// Cuts off the nodes of a network whose time is over. They stay nodes: an admin may give them more.
public struct ExpireNodes: Command {
    public let network: NetworkName

    public init(network: NetworkName) { self.network = network }

    public var permission: Permission { .keepTime }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<[NodeID]> {
        let state = try truth.requireNetwork(network)
        let expired = state.nodesExpiring(by: context.now)
        let mutations = expired.compactMap { state.nodes[$0] }.map { node in
            var node = node.revised(state.revision.next)
            node.standing.hasExpired = true
            return Mutation.putNode(node)
        }
        return Decision(expired, changing: state.network.aggregate, by: mutations)
    }
}
