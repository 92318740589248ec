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
    /// Its names are in `<network>.<suffix>` as well; nil for its own zone alone.
    public var dnsSuffix: DNSSuffix?
    /// The name servers that answer for its names; nil for each node's own agent.
    public var dnsServers: DNSServers?
    /// What new nodes start with; nil for the release's own default.
    public var listenPort: ListenPort?
    /// In seconds, 0 for off; nil for 20.
    public var persistentKeepalive: PersistentKeepalive?
    /// In bytes; nil for 1420.
    public var mtu: MTU?
    /// What machines call their interface; nil for `nm-` and the network's name.
    public var interface: InterfaceName?
    /// Nil for true.
    public var udpHolePunching: Bool?
    /// What machines run as root when the interface comes up, if their owners allowed it; nil for nothing.
    public var postUp: ShellCommand?
    /// What they run when it has gone; nil for nothing.
    public var postDown: ShellCommand?
    /// Who lets machines in that have no access key; nil for nobody.
    public var admission: NetworkOptions.Admission?
    /// The local network that nodes stay in; nil for any way that answers.
    public var localRange: IPPrefix?
    /// In seconds; nil for 30.
    public var checkInInterval: CheckInInterval?

    public init(
        name: NetworkName, displayName: String? = nil, ipv4Range: IPv4Prefix? = nil, ipv6Range: IPv6Prefix? = nil,
        nodeLimit: NodeLimit? = nil, dnsSuffix: DNSSuffix? = nil, dnsServers: DNSServers? = nil,
        listenPort: ListenPort? = nil, persistentKeepalive: PersistentKeepalive? = nil,
        mtu: MTU? = nil, interface: InterfaceName? = nil, udpHolePunching: Bool? = nil, postUp: ShellCommand? = nil,
        postDown: ShellCommand? = nil, admission: NetworkOptions.Admission? = nil, localRange: IPPrefix? = nil,
        checkInInterval: CheckInInterval? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.ipv4Range = ipv4Range
        self.ipv6Range = ipv6Range
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
        self.admission = admission
        self.localRange = localRange
        self.checkInInterval = checkInInterval
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, displayName, ipv4Range, ipv6Range, nodeLimit, listenPort, persistentKeepalive, mtu
        case dnsSuffix, dnsServers
        case interface, udpHolePunching, postUp, postDown, admission, localRange, checkInInterval
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        displayName = try fields.optional(.displayName).map(Network.checked(displayName:))
        ipv4Range = try fields.optional(.ipv4Range)
        ipv6Range = try fields.optional(.ipv6Range)
        nodeLimit = try fields.optional(.nodeLimit)
        dnsSuffix = try fields.optional(.dnsSuffix)
        dnsServers = try fields.optional(.dnsServers)
        listenPort = try fields.optional(.listenPort)
        persistentKeepalive = try fields.optional(.persistentKeepalive)
        mtu = try fields.optional(.mtu)
        interface = try fields.optional(.interface)
        udpHolePunching = try fields.optional(.udpHolePunching)
        postUp = try fields.optional(.postUp)
        postDown = try fields.optional(.postDown)
        admission = try fields.choice(.admission)
        localRange = try fields.optional(.localRange)
        checkInInterval = try fields.optional(.checkInInterval)
    }
}
