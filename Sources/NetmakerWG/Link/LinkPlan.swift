public import NetmakerCore

/// One step of a link plan.
public enum LinkChange: Hashable, Sendable {
    /// Sets the longest packet.
    case setMTU(MTU)
    /// Gives the interface an address.
    case addAddress(InterfaceAddress)
    /// Brings the interface up.
    case bringUp
    /// Takes an address away. Others in its subnet stay.
    case removeAddress(InterfaceAddress)
    /// Adds a route of ours.
    case addRoute(Route)
    /// Removes a route of ours.
    case removeRoute(Route)
}

/// The way from one state of a link to the wanted one: only what differs, new addresses and routes before old ones go.
///
/// IPv6 addresses of link scope are the kernel's own, and never removed; nor are routes without our mark, which a
/// ``LinkState`` does not even show.
public struct LinkPlan: Hashable, Sendable {
    /// What to do, in order.
    public let steps: [LinkChange]

    /// Whether there is nothing to do.
    public var isEmpty: Bool { steps.isEmpty }

    /// A plan made by hand.
    public init(steps: [LinkChange]) {
        self.steps = steps
    }

    /// The way from what is to what is wanted.
    public init(from state: LinkState, to wanted: LinkConfiguration) {
        let newAddresses = wanted.addresses.subtracting(state.addresses)
        let oldAddresses = state.addresses.subtracting(wanted.addresses).filter { !$0.isKernelsOwn }
        let newRoutes = wanted.routes.subtracting(state.routes)
            .union(Self.routesLost(with: oldAddresses, from: state, to: wanted))
        let oldRoutes = state.routes.subtracting(wanted.routes)

        var steps: [LinkChange] = []
        if state.mtu != wanted.mtu.rawValue { steps.append(.setMTU(wanted.mtu)) }
        steps += newAddresses.sorted().map { .addAddress($0) }
        if !state.isUp { steps.append(.bringUp) }
        steps += oldAddresses.sorted().map { .removeAddress($0) }
        steps += newRoutes.sorted().map { .addRoute($0) }
        steps += oldRoutes.sorted().map { .removeRoute($0) }
        self.steps = steps
    }

    /// The routes that the kernel drops when an interface loses its last IPv4 address, and that are to stay.
    private static func routesLost(
        with removed: Set<InterfaceAddress>, from state: LinkState, to wanted: LinkConfiguration
    ) -> Set<Route> {
        guard removed.contains(where: \.address.isIPv4), !wanted.addresses.contains(where: \.address.isIPv4) else {
            return []
        }
        return state.routes.intersection(wanted.routes).filter(\.destination.address.isIPv4)
    }
}

extension InterfaceAddress {
    /// Whether the kernel gives such an address to an interface by itself: an IPv6 one of link scope.
    fileprivate var isKernelsOwn: Bool { !address.isIPv4 && address.isLinkLocal }
}
