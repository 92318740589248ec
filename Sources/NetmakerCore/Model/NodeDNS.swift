/// What a node is told of the names in its network: where they are, and who answers.
public struct NodeDNS: Hashable, Sendable, Codable {
    /// The zones of the network's names, in no other order than `Network.zones` has.
    public let zones: [DomainName]
    /// The name servers that answer; nil when the node's own agent does.
    public let servers: DNSServers?

    public init(zones: [DomainName], servers: DNSServers?) {
        self.zones = zones
        self.servers = servers
    }

    /// What the nodes of this network are told.
    public init(of network: Network) { self.init(zones: network.zones, servers: network.dnsServers) }
}

extension NodeDNS: LaterAddition {
    /// No zones are known then.
    public static let whenAbsent = NodeDNS(zones: [], servers: nil)
}
