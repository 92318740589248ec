public import NetmakerCore

/// A network as the REST interface shows it.
public struct NetworkResource: Hashable, Sendable, Codable {
    public let name: NetworkName
    public let displayName: String
    /// Nil when the network has IPv6 only.
    public let ipv4Range: IPv4Prefix?
    /// Nil when the network has IPv4 only.
    public let ipv6Range: IPv6Prefix?
    /// The networks whose ranges overlap its own, of those that the asker may see, in order: a machine joins two such
    /// only if that is forced.
    public let overlaps: [NetworkName]
    /// How many nodes it may have; nil for as many as its ranges hold.
    public let nodeLimit: NodeLimit?
    /// The domain behind its name in its second zone; nil when it has the first alone.
    public let dnsSuffix: DNSSuffix?
    /// The name servers that answer for its names; nil when each node's own agent does.
    public let dnsServers: DNSServers?
    /// The zones its names are in.
    public let dnsZones: [DomainName]
    /// What its new nodes start with.
    public let listenPort: ListenPort
    /// In seconds, 0 for off.
    public let persistentKeepalive: PersistentKeepalive
    /// In bytes.
    public let mtu: MTU
    public let interface: InterfaceName
    public let udpHolePunching: Bool
    /// Nil: nothing.
    public let postUp: ShellCommand?
    /// Nil: nothing.
    public let postDown: ShellCommand?
    /// Who lets machines in that have no access key.
    public let admission: NetworkOptions.Admission
    /// The local network that its nodes stay in; nil when they take any way that answers.
    public let localRange: IPPrefix?
    /// In seconds.
    public let checkInInterval: CheckInInterval
    /// How many machines wait to be let in.
    public let pendingCount: Int
    /// How many nodes it has, those included that wait.
    public let nodeCount: Int
    /// How many of them have a session with the server now.
    public let connectedCount: Int
    public let createdAt: Timestamp
    /// This life of the network; revisions of different epochs do not compare.
    public let epoch: Epoch
    /// The network's revision at which these settings last changed: the ETag.
    public let revision: Revision
    /// Where the network with all it holds stands now.
    public let networkRevision: Revision

    public init(
        _ network: Network, overlaps: [NetworkName] = [], nodeCount: Int, pendingCount: Int, connectedCount: Int,
        networkRevision: Revision
    ) {
        name = network.name
        displayName = network.displayName
        ipv4Range = network.ranges.ipv4
        ipv6Range = network.ranges.ipv6
        self.overlaps = overlaps
        nodeLimit = network.nodeLimit
        dnsSuffix = network.dnsSuffix
        dnsServers = network.dnsServers
        dnsZones = network.zones
        listenPort = network.defaults.listenPort
        persistentKeepalive = network.defaults.persistentKeepalive
        mtu = network.defaults.mtu
        interface = network.defaults.interface ?? .default(for: network.name)
        udpHolePunching = network.defaults.options.udpHolePunching
        postUp = network.defaults.options.commands.postUp
        postDown = network.defaults.options.commands.postDown
        admission = network.options.admission
        localRange = network.options.localRange
        checkInInterval = network.options.checkInInterval
        self.pendingCount = pendingCount
        self.nodeCount = nodeCount
        self.connectedCount = connectedCount
        createdAt = network.createdAt
        epoch = network.epoch
        revision = network.revision
        self.networkRevision = networkRevision
    }
}
