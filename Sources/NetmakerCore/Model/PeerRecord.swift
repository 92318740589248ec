/// A node as its peers see it: facts that do not depend on who looks, so that it is computed and encoded once a
/// revision and shared by all who are told.
public struct PeerRecord: Hashable, Sendable, Identifiable {
    public let id: NodeID
    public let name: NodeName
    public let publicKey: PublicKey
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    public let candidates: EndpointCandidates

    public init(
        id: NodeID, name: NodeName, publicKey: PublicKey, ipv4: IPv4Address?, ipv6: IPv6Address?,
        candidates: EndpointCandidates
    ) {
        self.id = id
        self.name = name
        self.publicKey = publicKey
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.candidates = candidates
    }

    /// What others are told of this node.
    public init(_ node: Node) {
        self.init(
            id: node.id, name: node.name, publicKey: node.publicKey, ipv4: node.ipv4, ipv6: node.ipv6,
            candidates: EndpointCandidates(of: node))
    }

    /// The prefixes that route to this peer.
    public var allowedIPs: [IPPrefix] {
        [ipv4.map { IPPrefix(host: .v4($0)) }, ipv6.map { IPPrefix(host: .v6($0)) }].compactMap(\.self)
    }
}
