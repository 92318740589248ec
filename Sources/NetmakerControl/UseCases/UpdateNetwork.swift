public import NetmakerCore

/// What an admin changes of a network; nil leaves a field as it is.
public struct NetworkChanges: Hashable, Sendable {
    public var displayName: String?
    /// For those that join later: none is removed.
    public var nodeLimit: Update<NodeLimit>
    /// What new nodes start with, as the two that follow.
    public var listenPort: ListenPort?
    public var persistentKeepalive: PersistentKeepalive?
    public var mtu: MTU?
    /// Which nodes the three count for.
    public var reach: DefaultsReach

    public init(
        displayName: String? = nil, nodeLimit: Update<NodeLimit> = .keep, listenPort: ListenPort? = nil,
        persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil, reach: DefaultsReach = .newNodes
    ) {
        self.displayName = displayName
        self.nodeLimit = nodeLimit
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.reach = reach
    }
}

/// Changes what people call a network, how many nodes it may have, or what its new nodes start with.
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

    public var permission: Permission { .administerNetwork(name) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        let state = try truth.requireNetwork(name)
        try state.network.revision.require(ifMatch, of: "network \(name)")
        var network = state.network
        if let displayName = changes.displayName {
            network.displayName = try Network.checked(displayName: displayName)
        }
        network.nodeLimit = changes.nodeLimit.applied(to: network.nodeLimit)
        network.defaults.listenPort = changes.listenPort ?? network.defaults.listenPort
        network.defaults.persistentKeepalive = changes.persistentKeepalive ?? network.defaults.persistentKeepalive
        network.defaults.mtu = changes.mtu ?? network.defaults.mtu
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
            var changed = node
            changed.listenPort = changes.listenPort ?? node.listenPort
            changed.persistentKeepalive = changes.persistentKeepalive ?? node.persistentKeepalive
            changed.mtu = changes.mtu ?? node.mtu
            guard changed != node else { return nil }
            changed.revision = state.revision.next
            return changed
        }
    }
}
