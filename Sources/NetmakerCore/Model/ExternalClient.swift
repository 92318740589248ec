/// A WireGuard device that no agent of ours runs on, such as a phone: it enters the network by an ingress gateway, and
/// has an address of the network like a node. Its private key is never here.
public struct ExternalClient: Hashable, Sendable, Codable, Identifiable {
    /// Whether it is let in.
    public enum Access: String, Hashable, Sendable, Codable {
        case enabled
        /// By an admin, until one lets it in again.
        case disabled
        /// Its time is over; another time to come lets it in again.
        case expired
    }

    /// Made by the server, never reused.
    public let id: ExternalClientID
    public let network: NetworkName
    /// Unique among the network's nodes and clients: they are resolved alike.
    public var name: NodeName
    /// Unique on the server.
    public var publicKey: PublicKey
    /// Nil where the network has no range of that family.
    public var ipv4: IPv4Address?
    public var ipv6: IPv6Address?
    /// The node it enters by. That may be no node any more, or no ingress gateway: then nobody reaches the client until
    /// it is moved to another, or the node is one again.
    public var gateway: NodeID
    /// What resolves names for it; empty for what its gateway says.
    public var nameServers: [IPAddress]
    /// What lies behind it: routed to it by all nodes and clients. In order, none within another.
    public var allowedRanges: [IPPrefix]
    public var access: Access
    /// When it is cut off; nil for never. Past once it `access` is `expired`.
    public var expiresAt: Timestamp?
    /// The digest of what the file says that was last handed out for it.
    public var handedOut: MapDigest
    public let createdAt: Timestamp
    /// The network's revision at which this client last changed: the ETag of this object.
    public var revision: Revision

    public init(
        id: ExternalClientID, network: NetworkName, name: NodeName, publicKey: PublicKey, ipv4: IPv4Address?,
        ipv6: IPv6Address?, gateway: NodeID, nameServers: [IPAddress] = [], allowedRanges: [IPPrefix] = [],
        access: Access = .enabled, expiresAt: Timestamp? = nil, handedOut: MapDigest = .zero, createdAt: Timestamp,
        revision: Revision = .zero
    ) {
        self.id = id
        self.network = network
        self.name = name
        self.publicKey = publicKey
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.gateway = gateway
        self.nameServers = nameServers
        self.allowedRanges = allowedRanges
        self.access = access
        self.expiresAt = expiresAt
        self.handedOut = handedOut
        self.createdAt = createdAt
        self.revision = revision
    }

    /// Its private addresses, IPv4 first.
    public var addresses: [IPAddress] {
        [ipv4.map(IPAddress.v4), ipv6.map(IPAddress.v6)].compactMap(\.self)
    }

    /// The prefixes that route to it.
    public var allowedIPs: [IPPrefix] { addresses.map { IPPrefix(host: $0) } + allowedRanges }

    /// Name servers as they are given, if a client can use them.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for too many, or one that nobody can ask.
    public static func checked(nameServers: [IPAddress]) throws(ModelError) -> [IPAddress] {
        try IngressGateway.checked(nameServers)
    }
}

/// An external client as its gateway is told of it: a peer without an endpoint, since it is the one that calls.
public struct ExternalPeer: Hashable, Sendable, Codable, Identifiable {
    public let id: ExternalClientID
    /// Nil from a server that does not say.
    public let name: ClientName?
    public let publicKey: PublicKey
    public let allowedIPs: [IPPrefix]
    /// When the gateway is to cut it off, also with the server away; nil for never.
    public let expiresAt: Timestamp?

    public init(
        id: ExternalClientID, name: ClientName?, publicKey: PublicKey, allowedIPs: [IPPrefix], expiresAt: Timestamp?
    ) {
        self.id = id
        self.name = name
        self.publicKey = publicKey
        self.allowedIPs = allowedIPs
        self.expiresAt = expiresAt
    }

    public init(_ client: ExternalClient) {
        self.init(
            id: client.id, name: ClientName(client), publicKey: client.publicKey, allowedIPs: client.allowedIPs,
            expiresAt: client.expiresAt)
    }
}
