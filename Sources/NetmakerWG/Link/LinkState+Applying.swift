import NetmakerCore

extension LinkState {
    /// Does to this value what the kernel does to an interface when a plan is applied.
    public mutating func apply(_ plan: LinkPlan) {
        for step in plan.steps {
            switch step {
            case .setMTU(let mtu): self.mtu = mtu.rawValue
            case .addAddress(let address): addresses.insert(address)
            case .bringUp: isUp = true
            case .removeAddress(let address):
                addresses.remove(address)
                // Without an IPv4 address an interface has no IPv4 routes.
                if address.address.isIPv4, !addresses.contains(where: \.address.isIPv4) {
                    routes = routes.filter { !$0.destination.address.isIPv4 }
                }
            case .addRoute(let route): routes.insert(route)
            case .removeRoute(let route): routes.remove(route)
            }
        }
    }
}
