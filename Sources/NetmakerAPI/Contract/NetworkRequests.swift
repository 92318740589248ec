public import NetmakerCore

/// The body of `POST /networks`.
public struct CreateNetworkRequest: Hashable, Sendable, Codable {
    public var name: NetworkName
    /// What people call it; nil for the name itself.
    public var displayName: String?
    /// At least one range is needed.
    public var ipv4Range: IPv4Prefix?
    public var ipv6Range: IPv6Prefix?
    /// How many nodes it may have; nil for as many as its ranges hold.
    public var nodeLimit: NodeLimit?
    /// What new nodes start with; nil for the release's own default.
    public var listenPort: ListenPort?
    /// In seconds, 0 for off; nil for 20.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes; nil for 1420.
    public var mtu: MTU?

    public init(
        name: NetworkName, displayName: String? = nil, ipv4Range: IPv4Prefix? = nil, ipv6Range: IPv6Prefix? = nil,
        nodeLimit: NodeLimit? = nil, listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil,
        mtu: MTU? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.ipv4Range = ipv4Range
        self.ipv6Range = ipv6Range
        self.nodeLimit = nodeLimit
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, displayName, ipv4Range, ipv6Range, nodeLimit, listenPort, persistentKeepalive, mtu
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        displayName = try fields.optional(.displayName)
        ipv4Range = try fields.optional(.ipv4Range)
        ipv6Range = try fields.optional(.ipv6Range)
        nodeLimit = try fields.optional(.nodeLimit)
        listenPort = try fields.optional(.listenPort)
        persistentKeepalive = try fields.optional(.persistentKeepalive)
        mtu = try fields.optional(.mtu)
    }
}

/// The body of `PATCH /networks/{network}`: what is nil stays as it is.
public struct UpdateNetworkRequest: Hashable, Sendable, Codable {
    public var displayName: String?
    /// Cleared, it may have as many as its ranges hold.
    public var nodeLimit: Update<NodeLimit>
    public var listenPort: ListenPort?
    /// In seconds, 0 for off.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes.
    public var mtu: MTU?
    /// Which nodes the three count for; nil for those that join later.
    public var appliesTo: DefaultsReach?

    public init(
        displayName: String? = nil, nodeLimit: Update<NodeLimit> = .keep, listenPort: ListenPort? = nil,
        persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil, appliesTo: DefaultsReach? = nil
    ) {
        self.displayName = displayName
        self.nodeLimit = nodeLimit
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.appliesTo = appliesTo
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case displayName, nodeLimit, listenPort, persistentKeepalive, mtu, appliesTo
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        displayName = try fields.replacement(.displayName)
        nodeLimit = try fields.update(.nodeLimit)
        listenPort = try fields.replacement(.listenPort)
        persistentKeepalive = try fields.replacement(.persistentKeepalive)
        mtu = try fields.replacement(.mtu)
        appliesTo = try fields.optional(.appliesTo)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(displayName, forKey: .displayName)
        try container.encode(update: nodeLimit, forKey: .nodeLimit)
        try container.encodeIfPresent(listenPort, forKey: .listenPort)
        try container.encodeIfPresent(persistentKeepalive, forKey: .persistentKeepalive)
        try container.encodeIfPresent(mtu, forKey: .mtu)
        try container.encodeIfPresent(appliesTo, forKey: .appliesTo)
    }
}
