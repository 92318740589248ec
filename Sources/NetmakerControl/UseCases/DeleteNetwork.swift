public import NetmakerCore

/// Deletes a network with its access keys; its nodes are told and take it down.
public struct DeleteNetwork: Command {
    public let name: NetworkName
    /// The revision of the network the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(name: NetworkName, ifMatch: Revision? = nil) {
        self.name = name
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(name) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        let state = try truth.requireNetwork(name)
        try state.network.revision.require(ifMatch, of: "network \(name)")
        let now = context.now
        let removals = state.nodes.values.sorted { $0.id < $1.id }.map { node in
            Mutation.removeNode(RemovedNode(node, reason: .networkDeleted, at: now))
        }
        return Decision(state.network, changing: state.network.aggregate, by: removals + [.removeNetwork])
    }
}
