public import NetmakerCore

/// The body of `POST /networks`.
public struct CreateNetworkRequest: Hashable, Sendable, Codable {
    public var name: NetworkName
    /// What people call it; nil for the name itself.
    public var displayName: String?
    /// At least one range is needed.
    public var ipv4Range: IPv4Prefix?
    public var ipv6Range: IPv6Prefix?
    /// What new nodes start with; nil for the release's own default.
    public var listenPort: ListenPort?
    /// In seconds, 0 for off; nil for 20.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes; nil for 1420.
    public var mtu: MTU?

    public init(
        name: NetworkName, displayName: String? = nil, ipv4Range: IPv4Prefix? = nil, ipv6Range: IPv6Prefix? = nil,
        listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.ipv4Range = ipv4Range
        self.ipv6Range = ipv6Range
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, displayName, ipv4Range, ipv6Range, listenPort, persistentKeepalive, mtu
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        displayName = try fields.optional(.displayName)
        ipv4Range = try fields.optional(.ipv4Range)
        ipv6Range = try fields.optional(.ipv6Range)
        listenPort = try fields.optional(.listenPort)
        persistentKeepalive = try fields.optional(.persistentKeepalive)
        mtu = try fields.optional(.mtu)
    }
}

/// The body of `PATCH /networks/{network}`: what is nil stays as it is. Defaults count for nodes that join later.
public struct UpdateNetworkRequest: Hashable, Sendable, Codable {
    public var displayName: String?
    public var listenPort: ListenPort?
    /// In seconds, 0 for off.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes.
    public var mtu: MTU?

    public init(
        displayName: String? = nil, listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil,
        mtu: MTU? = nil
    ) {
        self.displayName = displayName
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case displayName, listenPort, persistentKeepalive, mtu
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        displayName = try fields.replacement(.displayName)
        listenPort = try fields.replacement(.listenPort)
        persistentKeepalive = try fields.replacement(.persistentKeepalive)
        mtu = try fields.replacement(.mtu)
    }
}
