public import NetmakerCore

/// What an admin changes of a node; nil leaves a field as it is.
public struct NodeChanges: Hashable, Sendable {
    public var name: NodeName?
    /// Its private addresses: of the network's ranges, and nobody's.
    public var ipv4: IPv4Address?
    public var ipv6: IPv6Address?
    /// Where the machine is said to be reached; cleared, that is detected again.
    public var endpoint: Update<Endpoint>
    public var persistentKeepalive: PersistentKeepalive?
    public var listenPort: ListenPort?
    public var mtu: MTU?
    public var connection: NodeStanding.Connection?
    /// When it loses access, which is still to come; cleared, never. One that has expired takes part again.
    public var expiresAt: Update<Timestamp>
    /// All its tags; nil for those it has.
    public var tags: [Tag]?
    public var options: NodeOptionChanges

    public init(
        name: NodeName? = nil, ipv4: IPv4Address? = nil, ipv6: IPv6Address? = nil, endpoint: Update<Endpoint> = .keep,
        persistentKeepalive: PersistentKeepalive? = nil, listenPort: ListenPort? = nil, mtu: MTU? = nil,
        connection: NodeStanding.Connection? = nil, expiresAt: Update<Timestamp> = .keep, tags: [Tag]? = nil,
        options: NodeOptionChanges = NodeOptionChanges()
    ) {
        self.name = name
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.endpoint = endpoint
        self.persistentKeepalive = persistentKeepalive
        self.listenPort = listenPort
        self.mtu = mtu
        self.connection = connection
        self.expiresAt = expiresAt
        self.tags = tags
        self.options = options
    }

    /// The node as it becomes.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for too many tags.
    func applied(to node: Node) throws(ModelError) -> Node {
        var updated = node
        updated.name = name ?? node.name
        updated.ipv4 = ipv4 ?? node.ipv4
        updated.ipv6 = ipv6 ?? node.ipv6
        updated.pinnedEndpoint = endpoint.applied(to: node.pinnedEndpoint)
        updated.persistentKeepalive = persistentKeepalive ?? node.persistentKeepalive
        updated.listenPort = listenPort ?? node.listenPort
        updated.mtu = mtu ?? node.mtu
        updated.standing.connection = connection ?? node.standing.connection
        updated.standing.expiresAt = expiresAt.applied(to: node.standing.expiresAt)
        // A moment to come, or none at all: its time is not over.
        if expiresAt != .keep { updated.standing.hasExpired = false }
        if let tags { try updated.grant.set(tags) }
        updated.options = options.applied(to: node.options)
        return updated
    }
}

/// What changes of a node's options, or of those that new ones start with; nil leaves one as it is.
public struct NodeOptionChanges: Hashable, Sendable {
    public var udpHolePunching: Bool?
    public var dnsOn: Bool?
    public var roaming: Bool?
    public var postUp: Update<ShellCommand>
    public var postDown: Update<ShellCommand>

    public init(
        udpHolePunching: Bool? = nil, dnsOn: Bool? = nil, roaming: Bool? = nil, postUp: Update<ShellCommand> = .keep,
        postDown: Update<ShellCommand> = .keep
    ) {
        self.udpHolePunching = udpHolePunching
        self.dnsOn = dnsOn
        self.roaming = roaming
        self.postUp = postUp
        self.postDown = postDown
    }

    /// Whether it says what machines run as root.
    public var setsCommands: Bool { postUp != .keep || postDown != .keep }

    /// The options as they become.
    func applied(to options: NodeOptions) -> NodeOptions {
        NodeOptions(
            udpHolePunching: udpHolePunching ?? options.udpHolePunching, dnsOn: dnsOn ?? options.dnsOn,
            roaming: roaming ?? options.roaming,
            commands: InterfaceCommands(
                postUp: postUp.applied(to: options.commands.postUp),
                postDown: postDown.applied(to: options.commands.postDown)))
    }
}
