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

extension InterfaceAddress {
    /// Whether the kernel gives such an address to an interface by itself: an IPv6 one of link scope.
    fileprivate var isKernelsOwn: Bool { !address.isIPv4 && address.isLinkLocal }
}
