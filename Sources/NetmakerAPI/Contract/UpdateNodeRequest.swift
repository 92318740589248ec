public import NetmakerCore

/// The body of `PATCH /networks/{network}/nodes/{node}`: what is left out stays as it is.
public struct UpdateNodeRequest: Hashable, Sendable, Codable {
    public var name: NodeName?
    /// Cleared, it is detected again.
    public var endpoint: Update<Endpoint>
    public var listenPort: ListenPort?
    /// In seconds, 0 for off.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes.
    public var mtu: MTU?
    /// Of the network's ranges, and nobody's.
    public var ipv4: IPv4Address?
    public var ipv6: IPv6Address?
    /// False: it stays a node, and has no peers.
    public var connected: Bool?
    /// A time to come; cleared, it keeps its access.
    public var expiresAt: Update<Timestamp>
    /// In how many seconds it loses its access: a duration, so that the asker's clock does not matter.
    public var expiresInSeconds: Int?
    /// All its tags.
    public var tags: [Tag]?
    public var udpHolePunching: Bool?
    public var dnsOn: Bool?
    public var roaming: Bool?
    public var postUp: Update<ShellCommand>
    public var postDown: Update<ShellCommand>

    public init(
        name: NodeName? = nil, endpoint: Update<Endpoint> = .keep, listenPort: ListenPort? = nil,
        persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil, ipv4: IPv4Address? = nil,
        ipv6: IPv6Address? = nil, connected: Bool? = nil, expiresAt: Update<Timestamp> = .keep,
        expiresInSeconds: Int? = nil, tags: [Tag]? = nil, udpHolePunching: Bool? = nil, dnsOn: Bool? = nil,
        roaming: Bool? = nil,
        postUp: Update<ShellCommand> = .keep,
        postDown: Update<ShellCommand> = .keep
    ) {
        self.name = name
        self.endpoint = endpoint
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.connected = connected
        self.expiresAt = expiresAt
        self.expiresInSeconds = expiresInSeconds
        self.tags = tags
        self.udpHolePunching = udpHolePunching
        self.dnsOn = dnsOn
        self.roaming = roaming
        self.postUp = postUp
        self.postDown = postDown
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, endpoint, listenPort, persistentKeepalive, mtu, ipv4, ipv6, connected, expiresAt, udpHolePunching
        case expiresInSeconds, tags, dnsOn, roaming, postUp, postDown
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.replacement(.name)
        endpoint = try fields.update(.endpoint)
        listenPort = try fields.replacement(.listenPort)
        persistentKeepalive = try fields.replacement(.persistentKeepalive)
        mtu = try fields.replacement(.mtu)
        ipv4 = try fields.replacement(.ipv4)
        ipv6 = try fields.replacement(.ipv6)
        connected = try fields.replacement(.connected)
        expiresAt = try fields.update(.expiresAt)
        expiresInSeconds = try fields.lifetime(ofA: "node", .expiresInSeconds)
        tags = try fields.replacement(.tags)
        udpHolePunching = try fields.replacement(.udpHolePunching)
        dnsOn = try fields.replacement(.dnsOn)
        roaming = try fields.replacement(.roaming)
        postUp = try fields.update(.postUp)
        postDown = try fields.update(.postDown)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encode(update: endpoint, forKey: .endpoint)
        try container.encodeIfPresent(listenPort, forKey: .listenPort)
        try container.encodeIfPresent(persistentKeepalive, forKey: .persistentKeepalive)
        try container.encodeIfPresent(mtu, forKey: .mtu)
        try container.encodeIfPresent(ipv4, forKey: .ipv4)
        try container.encodeIfPresent(ipv6, forKey: .ipv6)
        try container.encodeIfPresent(connected, forKey: .connected)
        try container.encode(update: expiresAt, forKey: .expiresAt)
        try container.encodeIfPresent(expiresInSeconds, forKey: .expiresInSeconds)
        try container.encodeIfPresent(tags, forKey: .tags)
        try container.encodeIfPresent(udpHolePunching, forKey: .udpHolePunching)
        try container.encodeIfPresent(dnsOn, forKey: .dnsOn)
        try container.encodeIfPresent(roaming, forKey: .roaming)
        try container.encode(update: postUp, forKey: .postUp)
        try container.encode(update: postDown, forKey: .postDown)
    }
}
