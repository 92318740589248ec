/// What a node is told about itself.
public struct NodeConfiguration: Hashable, Sendable, Codable {
    public let node: NodeID
    public let network: NetworkName
    public let name: NodeName
    /// The network's ranges: everything in them is routed into the tunnel.
    public let ranges: AddressRanges
    /// Its private addresses, each with the length of the range it comes from.
    public let addresses: [InterfaceAddress]
    public let listenPort: ListenPort
    public let persistentKeepalive: PersistentKeepalive
    public let mtu: MTU
    public let interface: InterfaceName
    /// Where it is said to be reached; nil when that is detected.
    public let pinnedEndpoint: Endpoint?
    /// Where the server sees it come from: with its own addresses this tells whether it sits behind a NAT.
    public let observedAddresses: [IPAddress]
    /// The WireGuard key its peers know it by: of the present one and the next, the one to use. Nil: the present one.
    public let publicKey: PublicKey?
    public let nextKey: NextKeyRequest
    public let options: NodeOptions
    /// Whether it takes part. One that does not has no peers, and its interface is down.
    public let status: NodeStatus
    /// When it stops taking part, whether the server says so or is silent; nil for never.
    public let expiresAt: Timestamp?
    /// How often it asks for changes while it has no session.
    public let checkInInterval: CheckInInterval
    /// Where the network's names are, and who answers.
    public let dns: NodeDNS
    /// What it does for others: what it forwards where, whether clients enter by it, whether it relays.
    public let roles: NodeRoles
    /// The external clients that enter by it, in the order of their ids: peers of this node alone.
    public let clients: [ExternalPeer]
    /// The revision these fields are of.
    public private(set) var revision: Revision

    /// - Parameter dns: nil: the names are in the network's first zone, and the agent answers.
    public init(
        node: NodeID, network: NetworkName, name: NodeName, ranges: AddressRanges, addresses: [InterfaceAddress],
        listenPort: ListenPort, persistentKeepalive: PersistentKeepalive, mtu: MTU, interface: InterfaceName,
        pinnedEndpoint: Endpoint?, observedAddresses: [IPAddress], publicKey: PublicKey?,
        nextKey: NextKeyRequest = .none, options: NodeOptions = NodeOptions(), status: NodeStatus = .active,
        expiresAt: Timestamp? = nil, checkInInterval: CheckInInterval = .netmaker,
        roles: NodeRoles = .none, clients: [ExternalPeer] = [], revision: Revision, dns: NodeDNS? = nil
    ) {
        self.node = node
        self.network = network
        self.name = name
        self.ranges = ranges
        self.addresses = addresses
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.interface = interface
        self.pinnedEndpoint = pinnedEndpoint
        self.observedAddresses = observedAddresses
        self.publicKey = publicKey
        self.nextKey = nextKey
        self.options = options
        self.status = status
        self.expiresAt = expiresAt
        self.checkInInterval = checkInInterval
        self.roles = roles
        self.clients = clients
        self.revision = revision
        self.dns = dns ?? NodeDNS(zones: [DomainName(network)], servers: nil)
    }

    /// What this node of this network is told.
    ///
    /// - Parameter clients: those that enter by it now (`NetworkState.admittedClients`).
    public init(of node: Node, in network: Network, clients: [ExternalClient] = []) {
        var addresses: [InterfaceAddress] = []
        if let address = node.ipv4, let range = network.ranges.ipv4 {
            addresses.append(InterfaceAddress(.v4(address), in: .v4(range)))
        }
        if let address = node.ipv6, let range = network.ranges.ipv6 {
            addresses.append(InterfaceAddress(.v6(address), in: .v6(range)))
        }
        self.init(
            node: node.id, network: network.name, name: node.name, ranges: network.ranges, addresses: addresses,
            listenPort: node.listenPort, persistentKeepalive: node.persistentKeepalive, mtu: node.mtu,
            interface: node.interface, pinnedEndpoint: node.pinnedEndpoint,
            observedAddresses: [node.observedIPv4.map(IPAddress.v4), node.observedIPv6.map(IPAddress.v6)]
                .compactMap(\.self),
            publicKey: node.publicKey,
            nextKey: node.keyGeneration < network.keyGeneration && node.nextPublicKey == nil ? .make : .none,
            options: node.options, status: node.standing.status, expiresAt: node.standing.expiresAt,
            checkInInterval: network.options.checkInInterval,
            roles: node.roles, clients: clients.map(ExternalPeer.init),
            revision: clients.reduce(max(node.revision, network.revision)) { max($0, $1.revision) },
            dns: NodeDNS(of: network))
    }

    /// Whether a node that has been told the one need not be told the other: they differ in their revisions at most.
    public func saysTheSame(as other: NodeConfiguration) -> Bool {
        revised(revision) == other.revised(revision)
    }

    /// The same of another revision.
    public func revised(_ revision: Revision) -> NodeConfiguration {
        var copy = self
        copy.revision = revision
        return copy
    }
}

/// Whether a node is asked for the WireGuard key that follows its present one.
public enum NextKeyRequest: String, Hashable, Sendable, Codable {
    case none
    /// It is to be made, kept beside the present one, and reported.
    case make
}

extension NextKeyRequest: LaterAddition {
    public static let whenAbsent = NextKeyRequest.none
}
