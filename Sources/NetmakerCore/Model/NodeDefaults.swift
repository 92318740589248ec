/// What a new node of a network starts with. Changing a default changes new nodes only, unless an admin asks for more.
public struct NodeDefaults: Hashable, Sendable, Codable {
    /// The UDP port WireGuard listens on; 51821 unless said otherwise.
    public var listenPort: ListenPort
    /// How often a node behind a NAT sends a packet to keep its mapping; 20 s unless said otherwise.
    public var persistentKeepalive: PersistentKeepalive
    /// The interface's largest packet; 1420 bytes unless said otherwise.
    public var mtu: MTU
    /// What the machine's interface is called unless its owner says otherwise; nil: `nm-` and the network's name.
    public var interface: InterfaceName?
    public var options: NodeOptions

    public init(
        listenPort: ListenPort = .netmaker, persistentKeepalive: PersistentKeepalive = .netmaker, mtu: MTU = .wireGuard,
        interface: InterfaceName? = nil, options: NodeOptions = NodeOptions()
    ) {
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
        self.mtu = mtu
        self.interface = interface
        self.options = options
    }
}
