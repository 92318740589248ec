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

    /// An interface; one just made is down, and has neither addresses nor routes.
    public init(
        interface: InterfaceName,
        isUp: Bool = false,
        mtu: Int = MTU.wireGuard.rawValue,
        addresses: Set<InterfaceAddress> = [],
        routes: Set<Route> = []
    ) {
        self.interface = interface
        self.isUp = isUp
        self.mtu = mtu
        self.addresses = addresses
        self.routes = routes
    }
}

/// The link side of an interface as it is wanted: up, with these addresses and routes and no others of ours.
public struct LinkConfiguration: Hashable, Sendable {
    /// The longest packet it is to take, in bytes.
    public var mtu: MTU
    /// Its addresses. The kernel adds a route to the subnet of each.
    public var addresses: Set<InterfaceAddress>
    /// Further routes over it.
    public var routes: Set<Route>

    /// An interface that is up.
    public init(mtu: MTU = .wireGuard, addresses: Set<InterfaceAddress>, routes: Set<Route> = []) {
        self.mtu = mtu
        self.addresses = addresses
        self.routes = routes
    }
}
