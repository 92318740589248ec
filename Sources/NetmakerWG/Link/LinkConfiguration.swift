public import NetmakerCore

/// The link side of an interface as it is wanted: up, with these addresses, routes and rules and no others of ours.
public struct LinkConfiguration: Hashable, Sendable {
    /// The longest packet it is to take, in bytes.
    public var mtu: MTU
    /// Its addresses. The kernel adds a route to the subnet of each. It has an IPv6 address once: of several that
    /// differ in the length of their prefix alone, the one with the shortest counts.
    public var addresses: Set<InterfaceAddress>
    /// Further routes over it. One that the kernel adds with an address needs none of ours, and gets none.
    public var routes: Set<Route>
    /// The rules that lead packets to its routes. ``TunnelRouting`` makes them.
    public var rules: Set<RoutingRule>
    /// The mark by which its rules are known, those of earlier times as well; nil when it never had any. The rules of
    /// other owners are left alone.
    public var mark: FirewallMark?

    /// An interface that is up.
    ///
    /// - Parameter mark: nil for that of the rules.
    public init(
        mtu: MTU = .wireGuard, addresses: Set<InterfaceAddress>, routes: Set<Route> = [], rules: Set<RoutingRule> = [],
        mark: FirewallMark? = nil
    ) {
        self.mtu = mtu
        self.addresses = addresses
        self.routes = routes
        self.rules = rules
        self.mark = mark ?? rules.first?.owner
    }

    /// The addresses that the kernel will have.
    var possibleAddresses: Set<InterfaceAddress> {
        var widest: [IPAddress: InterfaceAddress] = [:]
        for address in addresses where !address.address.isIPv4 {
            guard widest[address.address].map({ address.prefixLength < $0.prefixLength }) ?? true else { continue }
            widest[address.address] = address
        }
        return addresses.filter { $0.address.isIPv4 }.union(widest.values)
    }

    /// The routes that are ours to make.
    var furtherRoutes: Set<Route> {
        let connected = Set(possibleAddresses.compactMap(\.connectedRoute))
        return routes.subtracting(connected)
    }
}

extension InterfaceAddress {
    /// The route to its subnet that the kernel makes, where none of ours can stand beside it; nil where it makes none.
    ///
    /// IPv6 ones have a metric of their own (256), and only a route with the same would be in their way.
    var connectedRoute: Route? {
        switch address {
        case .v4: prefixLength < 32 ? Route(to: prefix) : nil
        case .v6: Route(to: prefix, metric: 256)
        }
    }
}
