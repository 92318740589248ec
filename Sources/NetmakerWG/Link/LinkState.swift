public import NetmakerCore

/// The link side of an interface as it is: what the rest of the system sees of it.
public struct LinkState: Hashable, Sendable {
    /// The interface's name.
    public var interface: InterfaceName
    /// Whether it is up.
    public var isUp: Bool
    /// The longest packet it takes, in bytes; outside the range of an ``MTU`` where someone else set it so.
    public var mtu: Int
    /// All its addresses, those included that the kernel gave it.
    public var addresses: Set<InterfaceAddress>
    /// The routes over it that carry our mark.
    public var routes: Set<Route>
    /// The rules that carry our mark, whichever interface's they are: the kernel does not say, only their owner does.
    public var rules: Set<RoutingRule>

    /// An interface; one just made is down, and has neither addresses nor routes.
    public init(
        interface: InterfaceName,
        isUp: Bool = false,
        mtu: Int = MTU.wireGuard.rawValue,
        addresses: Set<InterfaceAddress> = [],
        routes: Set<Route> = [],
        rules: Set<RoutingRule> = []
    ) {
        self.interface = interface
        self.isUp = isUp
        self.mtu = mtu
        self.addresses = addresses
        self.routes = routes
        self.rules = rules
    }
}
