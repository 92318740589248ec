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
    /// The revision these fields are of.
    public let revision: Revision

    public init(
        node: NodeID, network: NetworkName, name: NodeName, ranges: AddressRanges, addresses: [InterfaceAddress],
        listenPort: ListenPort, persistentKeepalive: PersistentKeepalive, mtu: MTU, interface: InterfaceName,
        pinnedEndpoint: Endpoint?, observedAddresses: [IPAddress], revision: Revision
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
        self.revision = revision
    }

    /// What this node of this network is told.
    public init(of node: Node, in network: Network) {
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
            revision: max(node.revision, network.revision))
    }

    /// Whether a node that has been told the one need not be told the other: they differ in their revisions at most.
    public func saysTheSame(as other: NodeConfiguration) -> Bool {
        node == other.node && network == other.network && name == other.name && ranges == other.ranges
            && addresses == other.addresses && listenPort == other.listenPort
            && persistentKeepalive == other.persistentKeepalive && mtu == other.mtu && interface == other.interface
            && pinnedEndpoint == other.pinnedEndpoint && observedAddresses == other.observedAddresses
    }
}
