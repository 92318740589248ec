public import NetmakerCore

/// One step of a link plan.
public enum LinkChange: Hashable, Sendable {
    /// Sets the longest packet.
    case setMTU(MTU)
    /// Gives the interface an address.
    case addAddress(InterfaceAddress)
    /// Brings the interface up.
    case bringUp
    /// Takes the interface down. All routes over it and its IPv6 addresses go. No plan between two states has this
    /// step: a link that is wanted is up.
    case takeDown
    /// Takes an address away. Others in its subnet stay.
    case removeAddress(InterfaceAddress)
    /// Adds a route of ours.
    case addRoute(Route)
    /// Removes a route of ours.
    case removeRoute(Route)
    /// Adds a rule of ours.
    case addRule(RoutingRule)
    /// Removes a rule of ours.
    case removeRule(RoutingRule)
}

/// The way from one state of a link to the wanted one: only what differs, and the new before the old goes.
///
/// A rule comes after the routes it leads to and goes before them. Those that lead to the main table are exceptions
/// from the others: they come first and go last, so that no packet is led away in between that stays before and after.
/// IPv6 addresses of link scope are the kernel's own, and never removed; nor are routes and rules without our mark,
/// which a ``LinkState`` does not even show.
///
/// Two things the kernel does not let one replace without a gap: the prefix length of an IPv6 address, which goes
/// before it comes again; and, since it drops all IPv4 routes over an interface with its last IPv4 address, those that
/// are to stay.
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
        let addresses = AddressChanges(from: state, to: wanted)
        let routes = RouteChanges(from: state, to: wanted, with: addresses)
        let rules = RuleChanges(from: state, to: wanted, with: routes)

        var steps: [LinkChange] = []
        if state.mtu != wanted.mtu.rawValue { steps.append(.setMTU(wanted.mtu)) }
        steps += routes.mistakable.sorted().map { .removeRoute($0) }
        steps += addresses.inTheWay.sorted().map { .removeAddress($0) }
        steps += addresses.new.sorted().map { .addAddress($0) }
        if !state.isUp { steps.append(.bringUp) }
        steps += rules.newExceptions.sorted().map { .addRule($0) }
        steps += routes.new.sorted().map { .addRoute($0) }
        steps += rules.new.sorted().map { .addRule($0) }
        steps += rules.old.sorted().map { .removeRule($0) }
        steps += routes.old.sorted().map { .removeRoute($0) }
        steps += rules.oldExceptions.sorted().map { .removeRule($0) }
        steps += addresses.old.sorted().map { .removeAddress($0) }
        steps += routes.late.sorted().map { .addRoute($0) }
        steps += rules.late.sorted().map { .addRule($0) }
        self.steps = steps
    }
}
