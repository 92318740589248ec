internal import NetmakerCore

/// What a plan does to the routes.
struct RouteChanges {
    /// Those that the kernel would take for its own to the subnet of an IPv6 address, when that goes. They go before,
    /// since the kernel's would else stay; until then it leads to the same place.
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

extension Route {
    /// Whether the kernel takes this route for the one that it made to the subnet of an IPv6 address: the first there
    /// is.
    func isMistakable(forRouteTo subnet: IPPrefix) -> Bool {
        guard let connected = InterfaceAddress(subnet.address, in: subnet).connectedRoute else { return false }
        return !subnet.address.isIPv4 && destination == subnet && table == connected.table && metric < connected.metric
    }
}
