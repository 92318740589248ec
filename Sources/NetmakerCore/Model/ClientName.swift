/// What an external client is called, and what the name stands for: as other nodes are told of it, which reach it by its
/// gateway.
public struct ClientName: Hashable, Sendable, Codable {
    public let name: NodeName
    /// Nil where the network has no range of that family.
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    /// When the name stands for nothing any more, whether the server says so or is silent; nil for never.
    public let expiresAt: Timestamp?

    public init(name: NodeName, ipv4: IPv4Address?, ipv6: IPv6Address?, expiresAt: Timestamp? = nil) {
        self.name = name
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.expiresAt = expiresAt
    }

    public init(_ client: ExternalClient) {
        self.init(name: client.name, ipv4: client.ipv4, ipv6: client.ipv6, expiresAt: client.expiresAt)
    }

    /// IPv4 first.
    public var addresses: [IPAddress] {
        [ipv4.map(IPAddress.v4), ipv6.map(IPAddress.v6)].compactMap(\.self)
    }
}
