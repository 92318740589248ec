public import NetmakerCore

/// What an admin changes of a network; nil leaves a field as it is.
public struct NetworkChanges: Hashable, Sendable {
    public var displayName: String?
    /// For those that join later: none is removed.
    public var nodeLimit: Update<NodeLimit>
    public var admission: NetworkOptions.Admission?
    /// Cleared, nodes reach each other any way that answers.
    public var localRange: Update<IPPrefix>
    public var checkInInterval: CheckInInterval?
    /// Cleared, the network has its first zone alone.
    public var dnsSuffix: Update<DNSSuffix>
    /// Cleared, each node's own agent answers.
    public var dnsServers: Update<DNSServers>
    public var defaults: NodeDefaultChanges
    /// Which nodes the defaults count for.
    public var reach: DefaultsReach

    public init(
        displayName: String? = nil, nodeLimit: Update<NodeLimit> = .keep, admission: NetworkOptions.Admission? = nil,
        localRange: Update<IPPrefix> = .keep, checkInInterval: CheckInInterval? = nil,
        dnsSuffix: Update<DNSSuffix> = .keep, dnsServers: Update<DNSServers> = .keep,
        defaults: NodeDefaultChanges = NodeDefaultChanges(), reach: DefaultsReach = .newNodes
    ) {
        self.displayName = displayName
        self.nodeLimit = nodeLimit
        self.admission = admission
        self.localRange = localRange
        self.checkInInterval = checkInInterval
        self.dnsSuffix = dnsSuffix
        self.dnsServers = dnsServers
        self.defaults = defaults
        self.reach = reach
    }

    /// The network as it becomes.
    ///
    /// - Throws: `ModelError.Code.invalidValue` that names the field.
    func applied(to network: Network) throws(ModelError) -> Network {
        var changed = network
        if let displayName { changed.displayName = try Network.checked(displayName: displayName) }
        changed.nodeLimit = nodeLimit.applied(to: network.nodeLimit)
        changed.options.admission = admission ?? network.options.admission
        changed.options.localRange = localRange.applied(to: network.options.localRange)
        changed.options.checkInInterval = checkInInterval ?? network.options.checkInInterval
        changed.dnsSuffix = dnsSuffix.applied(to: network.dnsSuffix)
        changed.dnsServers = dnsServers.applied(to: network.dnsServers)
        changed.defaults = defaults.applied(to: network.defaults)
        try changed.options.requireApart(from: network.ranges)
        return changed
    }
}

/// What changes of what new nodes start with; nil leaves a field as it is.
public struct NodeDefaultChanges: Hashable, Sendable {
    public var listenPort: ListenPort?
    public var persistentKeepalive: PersistentKeepalive?
    public var mtu: MTU?
    /// Of those that join later, whomever else the change counts for: no machine renames an interface in use.
    public var interface: Update<InterfaceName>
    public var options: NodeOptionChanges

    public init(
        listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil,
        interface: Update<InterfaceName> = .keep, options: NodeOptionChanges = NodeOptionChanges()
    ) {
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.interface = interface
        self.options = options
    }

    /// The defaults as they become.
    func applied(to defaults: NodeDefaults) -> NodeDefaults {
        NodeDefaults(
            listenPort: listenPort ?? defaults.listenPort,
            persistentKeepalive: persistentKeepalive ?? defaults.persistentKeepalive, mtu: mtu ?? defaults.mtu,
            interface: interface.applied(to: defaults.interface), options: options.applied(to: defaults.options))
    }

    /// A node that gets what has changed, whatever it had.
    func applied(to node: Node) -> Node {
        var changed = node
        changed.listenPort = listenPort ?? node.listenPort
        changed.persistentKeepalive = persistentKeepalive ?? node.persistentKeepalive
        changed.mtu = mtu ?? node.mtu
        changed.options = options.applied(to: node.options)
        return changed
    }
}
