public import NetmakerCore

/// What an admin changes of a network; nil leaves a field as it is.
public struct NetworkChanges: Hashable, Sendable {
    public var displayName: String?
    /// For new nodes only, as the two that follow.
    public var listenPort: ListenPort?
    public var persistentKeepalive: PersistentKeepalive?
    public var mtu: MTU?

    public init(
        displayName: String? = nil, listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil,
        mtu: MTU? = nil
    ) {
        self.displayName = displayName
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
    }
}

/// Changes what people call a network, or what its new nodes start with.
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
        network.defaults.listenPort = changes.listenPort ?? network.defaults.listenPort
        network.defaults.persistentKeepalive = changes.persistentKeepalive ?? network.defaults.persistentKeepalive
        network.defaults.mtu = changes.mtu ?? network.defaults.mtu
        guard network != state.network else { return Decision(network, unchanged: network.aggregate) }
        network.revision = state.revision.next
        return Decision(network, changing: network.aggregate, by: [.putNetwork(network)])
    }
}
