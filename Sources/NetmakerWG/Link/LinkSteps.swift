import Glibc
import Netlink
import NetmakerCore

/// Takes the steps of a link plan on one interface.
struct LinkSteps {
    let connection: NetlinkConnection
    let index: UInt32
    let interface: InterfaceName

    private var name: String { interface.description }

    func take(_ steps: [LinkChange]) throws(WireGuardError) {
        if let removal = steps.first(where: \.removesIPv4Address) {
            try told(of: removal) { () throws(NetlinkError) in
                try connection.promoteSecondaryAddresses(of: index, named: name)
            }
        }
        var rest = steps[...]
        while let step = rest.first {
            // Routes and rules go many a send.
            let alike = step.kind == .other ? rest.prefix(1) : rest.prefix { $0.kind == step.kind }
            try told(of: step) { () throws(NetlinkError) in try take(step, alike) }
            rest = rest.dropFirst(alike.count)
        }
    }

    private func told(of step: LinkChange, _ body: () throws(NetlinkError) -> Void) throws(WireGuardError) {
        do {
            try body()
        } catch {
            throw WireGuardError(error, taking: step, of: interface)
        }
    }

    /// Takes a step, with all those like it that go with it.
    private func take(_ step: LinkChange, _ alike: ArraySlice<LinkChange>) throws(NetlinkError) {
        switch step {
        case .setMTU(let mtu): try connection.setMTU(UInt32(mtu.rawValue), of: index, named: name)
        case .bringUp: try connection.bringUp(index, named: name)
        case .takeDown: try connection.takeDown(index, named: name)
        case .addAddress(let address): try add(address)
        case .removeAddress(let address): try remove(address)
        case .addRoute: try add(alike.compactMap(\.route).map { $0.message(index) })
        case .removeRoute: try change(.remove, alike.compactMap(\.route).map { $0.message(index) })
        case .addRule: try connection.add(alike.compactMap(\.rule).map(\.message)) { named("add", $0) }
        case .removeRule: try connection.remove(alike.compactMap(\.rule).map(\.message)) { named("remove", $0) }
        }
    }

    private func add(_ address: InterfaceAddress) throws(NetlinkError) {
        do throws(NetlinkError) {
            try connection.add(address.message(index), "add address \(address) to interface \(name)")
        } catch {
            guard error.errno == EEXIST, try has(address) else { throw error }
        }
    }

    /// The kernel says that an IPv6 address exists also when it has another prefix length.
    private func has(_ address: InterfaceAddress) throws(NetlinkError) -> Bool {
        try connection.addresses(of: index, named: name).contains(address.message(index))
    }

    private func remove(_ address: InterfaceAddress) throws(NetlinkError) {
        do throws(NetlinkError) {
            try connection.remove(address.message(index), "remove address \(address) from interface \(name)")
        } catch {
            guard error.errno == EADDRNOTAVAIL else { throw error }
        }
    }

    private func add(_ routes: [RouteMessage]) throws(NetlinkError) {
        do throws(NetlinkError) {
            try change(.add, routes)
        } catch {
            guard error.errno == EEXIST else { throw error }
            // It may be one of ours that the plan did not know of. Whatever is missing then is in someone's way.
            let ours = try connection.routes(over: index, named: name, markedBy: Route.mark)
            let missing = routes.filter { !ours.contains($0) }
            guard missing.count < routes.count else { throw error }
            try add(missing)
        }
    }

    private func change(_ change: RouteMessage.Change, _ routes: [RouteMessage]) throws(NetlinkError) {
        let verb = change == .add ? "add" : "remove"
        try connection.perform(change, routes) { route in
            "\(verb) route \(Route(route)?.description ?? "") over interface \(name)"
        }
    }

    private func named(_ verb: String, _ rule: RuleMessage) -> String {
        "\(verb) rule \(RoutingRule(rule)?.description ?? "") of interface \(name)"
    }
}

extension LinkChange {
    /// What can go in one send with others of its kind.
    fileprivate enum Kind { case addRoute, removeRoute, addRule, removeRule, other }

    fileprivate var kind: Kind {
        switch self {
        case .addRoute: .addRoute
        case .removeRoute: .removeRoute
        case .addRule: .addRule
        case .removeRule: .removeRule
        case .setMTU, .bringUp, .takeDown, .addAddress, .removeAddress: .other
        }
    }

    fileprivate var removesIPv4Address: Bool {
        if case .removeAddress(let address) = self { address.address.isIPv4 } else { false }
    }

    fileprivate var route: Route? {
        switch self {
        case .addRoute(let route), .removeRoute(let route): route
        default: nil
        }
    }

    fileprivate var rule: RoutingRule? {
        switch self {
        case .addRule(let rule), .removeRule(let rule): rule
        default: nil
        }
    }
}
