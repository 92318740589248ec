import NetmakerCore

extension LinkState {
    /// Does to this value what the kernel does to an interface when a plan is applied. A step that the kernel would
    /// refuse changes nothing.
    public mutating func apply(_ plan: LinkPlan) {
        for step in plan.steps { apply(step) }
    }

    private mutating func apply(_ step: LinkChange) {
        switch step {
        case .setMTU(let mtu): self.mtu = mtu.rawValue
        case .addAddress(let address): add(address)
        case .bringUp: isUp = true
        case .takeDown:
            isUp = false
            routes = []
            addresses = addresses.filter(\.address.isIPv4)
        case .removeAddress(let address): remove(address)
        case .addRoute(let route):
            if isUp, !hasConnected(route) { routes.insert(route) }
        case .removeRoute(let route): routes.remove(route)
        case .addRule(let rule): rules.insert(rule)
        case .removeRule(let rule): rules.remove(rule)
        }
    }

    private mutating func add(_ address: InterfaceAddress) {
        // An interface has an IPv6 address once, whatever the length of its prefix.
        guard address.address.isIPv4 || !addresses.contains(where: { $0.address == address.address }) else { return }
        addresses.insert(address)
    }

    private mutating func remove(_ address: InterfaceAddress) {
        guard addresses.remove(address) != nil else { return }
        if !address.address.isIPv4 {
            // With the last address of a subnet the kernel removes the first route to it, which it takes for its own.
            guard !addresses.contains(where: { $0.prefix == address.prefix }) else { return }
            routes.filter { $0.isMistakable(forRouteTo: address.prefix) }.min().map { _ = routes.remove($0) }
        } else if !addresses.contains(where: \.address.isIPv4) {
            // Without an IPv4 address an interface has no IPv4 routes.
            routes = routes.filter { !$0.destination.address.isIPv4 }
        }
    }

    /// Whether the kernel has a route of its own there, to the subnet of an address.
    private func hasConnected(_ route: Route) -> Bool {
        addresses.contains { $0.connectedRoute == route }
    }
}
