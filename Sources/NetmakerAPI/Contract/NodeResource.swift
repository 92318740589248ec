public import NetmakerCore

/// A node as the REST interface shows it: what the server holds true, and what it sees of the machine now.
public struct NodeResource: Hashable, Sendable, Codable {
    public let id: NodeID
    public let network: NetworkName
    public let name: NodeName
    /// The WireGuard key.
    public let publicKey: PublicKey
    /// Nil where the network has no range of that family.
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    /// Where it is said to be reached; nil when that is detected.
    public let endpoint: Endpoint?
    public let listenPort: ListenPort
    /// In seconds, 0 for off.
    public let persistentKeepalive: PersistentKeepalive
    /// In bytes.
    public let mtu: MTU
    public let interface: InterfaceName
    /// How it takes part in the network.
    public let status: NodeStatus
    /// Whether an admin has it connected; `status` says what comes of it.
    public let connected: Bool
    /// When it loses access; nil for never.
    public let expiresAt: Timestamp?
    public let udpHolePunching: Bool
    /// Whether its machine looks up the network's names.
    public let dnsOn: Bool
    /// Whether a change of its machine's addresses is published.
    public let roaming: Bool
    /// What the machine runs as root when the interface comes up, if its owner allowed it; nil for nothing.
    public let postUp: ShellCommand?
    /// What it runs when the interface has gone; nil for nothing.
    public let postDown: ShellCommand?
    /// The WireGuard key that follows, while it is made known to the peers; nil at other times.
    public let nextPublicKey: PublicKey?
    /// The machine's addresses on its own networks.
    public let localAddresses: [InterfaceAddress]
    /// Where the server sees it come from.
    public let observedAddresses: [IPAddress]
    /// What its agent says about the machine.
    public let machine: NodeFacts
    /// In order.
    public let tags: [Tag]
    /// Whether it goes when its agent has been away for some minutes.
    public let ephemeral: Bool
    /// Nil: it routes nothing that lies outside the network.
    public let egress: EgressResource?
    /// Nil: no external client enters by it.
    public let ingress: IngressResource?
    /// Nil: it carries nothing between others.
    public let relay: RelayResource?
    /// Ranges that are routed to it besides its addresses.
    public let allowedRanges: [IPPrefix]
    public let joinedAt: Timestamp
    /// The network's revision at which this node last changed: the ETag.
    public let revision: Revision
    public let live: NodeLiveState

    public init(_ node: Node, live: NodeLiveState) {
        id = node.id
        network = node.network
        name = node.name
        publicKey = node.publicKey
        ipv4 = node.ipv4
        ipv6 = node.ipv6
        endpoint = node.pinnedEndpoint
        listenPort = node.listenPort
        persistentKeepalive = node.persistentKeepalive
        mtu = node.mtu
        interface = node.interface
        status = node.standing.status
        connected = node.standing.connection == .connected
        expiresAt = node.standing.expiresAt
        udpHolePunching = node.options.udpHolePunching
        dnsOn = node.options.dnsOn
        roaming = node.options.roaming
        postUp = node.options.commands.postUp
        postDown = node.options.commands.postDown
        nextPublicKey = node.nextPublicKey
        localAddresses = node.localAddresses
        observedAddresses = [node.observedIPv4.map(IPAddress.v4), node.observedIPv6.map(IPAddress.v6)]
            .compactMap(\.self)
        machine = node.facts
        tags = node.grant.tags
        ephemeral = node.grant.lifetime == .ephemeral
        egress = node.roles.egress.map(EgressResource.init)
        ingress = node.roles.ingress.map(IngressResource.init)
        relay = node.roles.relay.map(RelayResource.init)
        allowedRanges = node.allowedRanges
        joinedAt = node.joinedAt
        revision = node.revision
        self.live = live
    }
}

/// What the server sees of a node now. Lives in memory: after a restart it is learned anew.
public struct NodeLiveState: Hashable, Sendable, Codable {
    /// How far the node is with what concerns it.
    public enum Status: String, Hashable, Sendable, Codable {
        /// Connected, and everything that concerns it is in its kernel.
        case applied
        /// Connected, and on its way there.
        case pending
        /// It has no session with the server; its tunnels do not depend on that.
        case disconnected
    }

    public let status: Status
    /// When the server last heard of it; nil when it has not since the server's start.
    public let lastSeen: Timestamp?
    /// The revision it says is in force, in its session or, without one, by its last check-in; nil when it has not said
    /// so yet.
    public let acknowledgedRevision: Revision?

    public init(_ status: Status, lastSeen: Timestamp?, acknowledgedRevision: Revision?) {
        self.status = status
        self.lastSeen = lastSeen
        self.acknowledgedRevision = acknowledgedRevision
    }
}
