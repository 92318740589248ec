public import NetmakerCore

/// Changes a network's settings, but for its ranges (`ChangeRanges`).
public struct UpdateNetwork: Command {
    public let name: NetworkName
    public let changes: NetworkChanges
    /// The revision of the network the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(name: NetworkName, changes: NetworkChanges, ifMatch: Revision? = nil) {
        self.name = name
        self.changes = changes
        self.ifMatch = ifMatch
    }

    public var permission: Permission {
        changes.defaults.options.setsCommands ? .setCommands(name) : .administerNetwork(name)
    }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        let state = try truth.requireNetwork(name)
        try state.network.revision.require(ifMatch, of: "network \(name)")
        var network = try changes.applied(to: state.network)
        if network.dnsSuffix != state.network.dnsSuffix { try truth.requireOwnZones(of: network) }
        var mutations: [Mutation] = []
        if network != state.network {
            network.revision = state.revision.next
            mutations.append(.putNetwork(network))
        }
        if changes.reach == .allNodes { mutations += nodes(in: state).map { .putNode($0) } }
        return Decision(network, changing: network.aggregate, by: mutations)
    }

    /// The nodes that change with the defaults, as they become.
    private func nodes(in state: NetworkState) -> [Node] {
        state.nodes.values.sorted { $0.id < $1.id }.compactMap { node in
            let changed = changes.defaults.applied(to: node)
            guard changed != node else { return nil }
            return changed.revised(state.revision.next)
        }
    }
}
