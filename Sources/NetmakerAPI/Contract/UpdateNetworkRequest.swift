public import NetmakerCore

/// The body of `PATCH /networks/{network}`: what is nil stays as it is.
public struct UpdateNetworkRequest: Hashable, Sendable, Codable {
    public var displayName: String?
    /// Cleared, it may have as many as its ranges hold.
    public var nodeLimit: Update<NodeLimit>
    /// Cleared, its names are in its own zone alone.
    public var dnsSuffix: Update<DNSSuffix>
    /// Cleared, each node's own agent answers for its names.
    public var dnsServers: Update<DNSServers>
    public var listenPort: ListenPort?
    /// In seconds, 0 for off.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes.
    public var mtu: MTU?
    /// What machines that join later call their interface; cleared, `nm-` and the network's name.
    public var interface: Update<InterfaceName>
    public var udpHolePunching: Bool?
    public var postUp: Update<ShellCommand>
    public var postDown: Update<ShellCommand>
    /// Which nodes the defaults above count for, but the interface; nil for those that join later.
    public var appliesTo: DefaultsReach?
    public var admission: NetworkOptions.Admission?
    /// Cleared, nodes reach each other any way that answers.
    public var localRange: Update<IPPrefix>
    /// In seconds.
    public var checkInInterval: CheckInInterval?

    public init(
        displayName: String? = nil, nodeLimit: Update<NodeLimit> = .keep,
        dnsSuffix: Update<DNSSuffix> = .keep, dnsServers: Update<DNSServers> = .keep, listenPort: ListenPort? = nil,
        persistentKeepalive: PersistentKeepalive? = nil, mtu: MTU? = nil,
        interface: Update<InterfaceName> = .keep, udpHolePunching: Bool? = nil, postUp: Update<ShellCommand> = .keep,
        postDown: Update<ShellCommand> = .keep, appliesTo: DefaultsReach? = nil,
        admission: NetworkOptions.Admission? = nil, localRange: Update<IPPrefix> = .keep,
        checkInInterval: CheckInInterval? = nil
    ) {
        self.displayName = displayName
        self.nodeLimit = nodeLimit
        self.dnsSuffix = dnsSuffix
        self.dnsServers = dnsServers
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.interface = interface
        self.udpHolePunching = udpHolePunching
        self.postUp = postUp
        self.postDown = postDown
        self.appliesTo = appliesTo
        self.admission = admission
        self.localRange = localRange
        self.checkInInterval = checkInInterval
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case displayName, nodeLimit, listenPort, persistentKeepalive, mtu, interface, udpHolePunching, postUp, postDown
        case dnsSuffix, dnsServers, appliesTo, admission, localRange, checkInInterval
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        displayName = try fields.replacement(.displayName).map(Network.checked(displayName:))
        nodeLimit = try fields.update(.nodeLimit)
        dnsSuffix = try fields.update(.dnsSuffix)
        dnsServers = try fields.update(.dnsServers)
        listenPort = try fields.replacement(.listenPort)
        persistentKeepalive = try fields.replacement(.persistentKeepalive)
        mtu = try fields.replacement(.mtu)
        interface = try fields.update(.interface)
        udpHolePunching = try fields.replacement(.udpHolePunching)
        postUp = try fields.update(.postUp)
        postDown = try fields.update(.postDown)
        appliesTo = try fields.optional(.appliesTo)
        admission = try fields.choice(.admission)
        localRange = try fields.update(.localRange)
        checkInInterval = try fields.replacement(.checkInInterval)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(displayName, forKey: .displayName)
        try container.encode(update: nodeLimit, forKey: .nodeLimit)
        try container.encode(update: dnsSuffix, forKey: .dnsSuffix)
        try container.encode(update: dnsServers, forKey: .dnsServers)
        try container.encodeIfPresent(listenPort, forKey: .listenPort)
        try container.encodeIfPresent(persistentKeepalive, forKey: .persistentKeepalive)
        try container.encodeIfPresent(mtu, forKey: .mtu)
        try container.encode(update: interface, forKey: .interface)
        try container.encodeIfPresent(udpHolePunching, forKey: .udpHolePunching)
        try container.encode(update: postUp, forKey: .postUp)
        try container.encode(update: postDown, forKey: .postDown)
        try container.encodeIfPresent(appliesTo, forKey: .appliesTo)
        try container.encodeIfPresent(admission, forKey: .admission)
        try container.encode(update: localRange, forKey: .localRange)
        try container.encodeIfPresent(checkInInterval, forKey: .checkInInterval)
    }
}
