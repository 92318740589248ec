internal import NetmakerCore

/// What a plan does to the addresses.
struct AddressChanges {
    let new: Set<InterfaceAddress>
    /// Those that must go before new ones can come.
    let inTheWay: Set<InterfaceAddress>
    /// The others that go.
    let old: Set<InterfaceAddress>
    /// Whether the kernel drops all IPv4 routes: it does with the last IPv4 address.
    let takesRoutes: Bool
    /// The IPv6 subnets of which the last address goes, be it for a moment.
    let lostSubnets: Set<IPPrefix>

    init(from state: LinkState, to wanted: LinkConfiguration) {
        let target = wanted.possibleAddresses
        new = target.subtracting(state.addresses)
        let leaving = state.addresses.subtracting(target)
        let newIPv6 = Set(new.map(\.address).filter { !$0.isIPv4 })
        inTheWay = leaving.filter { newIPv6.contains($0.address) }
        old = leaving.subtracting(inTheWay).filter { !$0.isKernelsOwn }
        let staying = state.addresses.subtracting(inTheWay)
        lostSubnets = Self.subnets(of: inTheWay).subtracting(Self.subnets(of: staying))
            .union(Self.subnets(of: old).subtracting(Self.subnets(of: staying.subtracting(old).union(new))))
        takesRoutes = old.contains { $0.address.isIPv4 } && !target.contains { $0.address.isIPv4 }
    }

    private static func subnets(of addresses: Set<InterfaceAddress>) -> Set<IPPrefix> {
        Set(addresses.filter { !$0.address.isIPv4 }.map(\.prefix))
    }
}

/// What a plan does to the routes.
struct RouteChanges {
    /// Those that the kernel would take for its own to the subnet of an IPv6 address, when that goes. They go before, since
    /// the kernel's would else stay; until then it leads to the same place.
    let mistakable: Set<Route>
    let new: Set<Route>
    let old: Set<Route>
    /// Those that can come only when the old addresses have gone.
    let late: Set<Route>

    init(from state: LinkState, to wanted: LinkConfiguration, with addresses: AddressChanges) {
        let target = wanted.furtherRoutes
        let missing = target.subtracting(state.routes)
        let dropped: Set<Route> =
            addresses.takesRoutes ? state.routes.filter(\.destination.address.isIPv4) : []
        // The kernel's own route to the subnet of an address stands where ours is to come.
        let connected = Set(addresses.old.compactMap(\.connectedRoute))
        mistakable = state.routes.filter { route in
            addresses.lostSubnets.contains { route.isMistakable(forRouteTo: $0) }
        }
        late = missing.filter { route in
            connected.contains(route) || addresses.takesRoutes && route.destination.address.isIPv4
                || addresses.lostSubnets.contains { route.isMistakable(forRouteTo: $0) }
        }
        .union(dropped.union(mistakable).intersection(target))
        new = missing.subtracting(late)
        old = state.routes.subtracting(target).subtracting(dropped).subtracting(mistakable)
    }
}

/// What a plan does to the rules.
struct RuleChanges {
    let new: Set<RoutingRule>
    let old: Set<RoutingRule>
    /// Those that lead to the main table, and so except packets from the others.
    let newExceptions: Set<RoutingRule>
    let oldExceptions: Set<RoutingRule>
    /// Those that lead to routes that come late.
    let late: Set<RoutingRule>

    init(from state: LinkState, to wanted: LinkConfiguration, with routes: RouteChanges) {
        let owners = Set(wanted.rules.map(\.owner)).union([wanted.mark].compactMap(\.self))
        let missing = wanted.rules.subtracting(state.rules)
        newExceptions = missing.filter { $0.table == .main }
        late = missing.subtracting(newExceptions).filter { rule in
            routes.late.contains { $0.table == rule.table && $0.destination.address.family == rule.family }
        }
        new = missing.subtracting(newExceptions).subtracting(late)
        let leaving = state.rules.subtracting(wanted.rules).filter { owners.contains($0.owner) }
        oldExceptions = leaving.filter { $0.table == .main }
        old = leaving.subtracting(oldExceptions)
    }
}

extension Route {
    /// Whether the kernel takes this route for the one that it made to the subnet of an IPv6 address: the first there is.
    func isMistakable(forRouteTo subnet: IPPrefix) -> Bool {
        guard let connected = InterfaceAddress(subnet.address, in: subnet).connectedRoute else { return false }
        return !subnet.address.isIPv4 && destination == subnet && table == connected.table && metric < connected.metric
    }
}

extension InterfaceAddress {
    /// Whether the kernel gives such an address to an interface by itself: an IPv6 one of link scope.
    fileprivate var isKernelsOwn: Bool { !address.isIPv4 && address.isLinkLocal }
}
