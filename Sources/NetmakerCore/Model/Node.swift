/// One machine's membership in one network.
public struct Node: Hashable, Sendable, Codable {
    /// Made by the server, never reused.
    public let id: NodeID
    public let network: NetworkName
    /// Unique in the network.
    public var name: NodeName
    /// Who the agent is: made at join, for ever.
    public let identity: IdentityKey
    /// The WireGuard key; may rotate; unique on the server.
    public var publicKey: PublicKey
    /// The key that follows, when its agent has made one: its peers are told before it is used. Unique like the other.
    public var nextPublicKey: PublicKey?
    /// The request for new keys that the present key answers, or was made after.
    public var keyGeneration: KeyGeneration
    /// The private addresses; nil where the network has no range of that family.
    public var ipv4: IPv4Address?
    public var ipv6: IPv6Address?
    public var listenPort: ListenPort
    public var persistentKeepalive: PersistentKeepalive
    public var mtu: MTU
    /// The interface the machine uses for this network.
    public var interface: InterfaceName
    /// Where the machine is said to be reached; nil when that is detected.
    public var pinnedEndpoint: Endpoint?
    /// The machine's addresses on its own networks, as its agent reported them.
    public var localAddresses: [InterfaceAddress]
    /// The source address the server sees the agent's session come from.
    public var observedIPv4: IPv4Address?
    public var observedIPv6: IPv6Address?
    public var facts: NodeFacts
    /// What it does for others.
    public var roles: NodeRoles
    /// Ranges that are routed to it besides its addresses, by an admin's word: in order, none within another.
    public var allowedRanges: [IPPrefix]
    /// What its agent last said of fields that an admin may set as well.
    public var reported: Reported
    public var options: NodeOptions
    /// Whether it takes part in the network.
    public var standing: NodeStanding
    /// Its tags, and how long it stays.
    public var grant: NodeGrant
    public let joinedAt: Timestamp
    /// The key that admitted it, which may be gone itself; nil for a machine that an admin let in by hand.
    public let accessKey: AccessKeyID?
    /// The network's revision at which this node last changed: the ETag of this object.
    public var revision: Revision

    public init(
        id: NodeID, network: NetworkName, name: NodeName, identity: IdentityKey, publicKey: PublicKey,
        ipv4: IPv4Address?, ipv6: IPv6Address?, listenPort: ListenPort, persistentKeepalive: PersistentKeepalive,
        mtu: MTU, interface: InterfaceName, pinnedEndpoint: Endpoint? = nil, localAddresses: [InterfaceAddress] = [],
        observedIPv4: IPv4Address? = nil, observedIPv6: IPv6Address? = nil, facts: NodeFacts, joinedAt: Timestamp,
        accessKey: AccessKeyID?, roles: NodeRoles = .none, allowedRanges: [IPPrefix] = [], reported: Reported? = nil,
        options: NodeOptions = NodeOptions(), standing: NodeStanding = NodeStanding(),
        keyGeneration: KeyGeneration = .first, grant: NodeGrant = .whenAbsent, revision: Revision = .zero
    ) {
        self.id = id
        self.network = network
        self.name = name
        self.identity = identity
        self.publicKey = publicKey
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.interface = interface
        self.pinnedEndpoint = pinnedEndpoint
        self.localAddresses = localAddresses
        self.observedIPv4 = observedIPv4
        self.observedIPv6 = observedIPv6
        self.facts = facts
        self.roles = roles
        self.allowedRanges = allowedRanges
        self.reported = reported ?? Reported(listenPort: listenPort, mtu: mtu, pinnedEndpoint: .keep)
        self.options = options
        self.standing = standing
        self.keyGeneration = keyGeneration
        self.grant = grant
        self.joinedAt = joinedAt
        self.accessKey = accessKey
        self.revision = revision
    }

    /// The fields that both the machine and an admin may set, as the machine's agent last said them. An agent repeats
    /// what it knows: only what differs from this is news.
    public struct Reported: Hashable, Sendable, Codable {
        public var listenPort: ListenPort
        public var mtu: MTU
        public var pinnedEndpoint: Update<Endpoint>

        public init(listenPort: ListenPort, mtu: MTU, pinnedEndpoint: Update<Endpoint>) {
            self.listenPort = listenPort
            self.mtu = mtu
            self.pinnedEndpoint = pinnedEndpoint
        }
    }

    /// Whether it is a peer to others, and they to it.
    public var isActive: Bool { standing.status == .active }

    /// Its WireGuard keys, the present one first.
    public var publicKeys: [PublicKey] { [publicKey] + (nextPublicKey.map { [$0] } ?? []) }

    /// The same as it is at a revision.
    public func revised(_ revision: Revision) -> Node {
        var copy = self
        copy.revision = revision
        return copy
    }

    /// Its private addresses, IPv4 first.
    public var addresses: [IPAddress] {
        [ipv4.map(IPAddress.v4), ipv6.map(IPAddress.v6)].compactMap(\.self)
    }
}
