/// A node as its peers see it: facts that do not depend on who looks, so that it is computed and encoded once a
/// revision and shared by all who are told.
public struct PeerRecord: Hashable, Sendable, Identifiable {
    public let id: NodeID
    public let name: NodeName
    public let publicKey: PublicKey
    /// The key that follows: to be known beside the present one, and routed nothing until it takes its place.
    public let nextPublicKey: PublicKey?
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    /// What is routed to it besides its own addresses, in order, each once.
    public let ranges: [IPPrefix]
    /// The names of the external clients that enter by it, in the order of the clients' ids. What routes to them is in
    /// `ranges`.
    public let clients: [ClientName]
    public let candidates: EndpointCandidates
    /// When it is a peer no more, whether the server says so or is silent; nil for never.
    public let expiresAt: Timestamp?
    /// Whether it may carry the packets of pairs that find no direct path.
    public let isRelay: Bool

    public init(
        id: NodeID, name: NodeName, publicKey: PublicKey, nextPublicKey: PublicKey? = nil,
        ipv4: IPv4Address?, ipv6: IPv6Address?, ranges: [IPPrefix] = [], clients: [ClientName] = [],
        candidates: EndpointCandidates, expiresAt: Timestamp? = nil, isRelay: Bool = false
    ) {
        self.id = id
        self.name = name
        self.publicKey = publicKey
        self.nextPublicKey = nextPublicKey
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.ranges = ranges
        self.clients = clients
        self.candidates = candidates
        self.expiresAt = expiresAt
        self.isRelay = isRelay
    }

    /// What others are told of this node.
    ///
    /// - Parameters:
    ///   - ranges: what is routed to it besides its own addresses.
    ///   - clients: the names of those that enter by it.
    ///   - localRange: where its network stays; nil for a network that may cross the public Internet.
    public init(
        _ node: Node, ranges: [IPPrefix] = [], clients: [ClientName] = [], within localRange: IPPrefix? = nil
    ) {
        var candidates = EndpointCandidates(of: node)
        if let localRange { candidates = candidates.within(localRange) }
        self.init(
            id: node.id, name: node.name, publicKey: node.publicKey, nextPublicKey: node.nextPublicKey,
            ipv4: node.ipv4, ipv6: node.ipv6, ranges: ranges, clients: clients, candidates: candidates,
            expiresAt: node.standing.expiresAt, isRelay: node.roles.relay != nil)
    }

    /// The keys it is known by, the present one first.
    public var publicKeys: [PublicKey] { [publicKey] + (nextPublicKey.map { [$0] } ?? []) }

    /// The prefixes that route to this peer.
    public var allowedIPs: [IPPrefix] {
        [ipv4.map { IPPrefix(host: .v4($0)) }, ipv6.map { IPPrefix(host: .v6($0)) }].compactMap(\.self) + ranges
    }
}
