public import NetmakerCore

/// Deletes a network with its access keys.
public struct DeleteNetwork: Command {
    /// What becomes of nodes that are still in the network.
    public enum Nodes: Hashable, Sendable {
        /// As long as there are any, it is not deleted.
        case kept
        /// They are told, and take it down.
        case removed
    }

    public let name: NetworkName
    public let nodes: Nodes
    /// The revision of the network the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(name: NetworkName, nodes: Nodes = .kept, ifMatch: Revision? = nil) {
        self.name = name
        self.nodes = nodes
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .deleteNetwork(name) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        let state = try truth.requireNetwork(name)
        try state.network.revision.require(ifMatch, of: "network \(name)")
        guard nodes == .removed || state.nodes.isEmpty else {
            let count = state.nodes.count
            throw ModelError(
                .conflict, message: "network \(name) still has \(count == 1 ? "a node" : "\(count) nodes")",
                remedy: "remove them first, or have them removed with it (nmctl network delete --force)")
        }
        let now = context.now
        let removals = state.nodes.values.sorted { $0.id < $1.id }.map { node in
            Mutation.removeNode(RemovedNode(node, reason: .networkDeleted, at: now))
        }
        let grants = truth.directory.withdrawals(of: name)
        return Decision(
            state.network,
            changes: [AggregateChange(aggregate: state.network.aggregate, mutations: removals + [.removeNetwork])]
                + (grants.isEmpty ? [] : [AggregateChange(aggregate: .directory, mutations: grants)]))
    }
}
