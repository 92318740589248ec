import Glibc
import Netlink
import NetmakerCore

/// Takes the steps of a link plan on one interface.
struct LinkSteps {
    let connection: NetlinkConnection
    let index: UInt32
    let name: String

    func take(_ steps: [LinkChange]) throws(NetlinkError) {
        var rest = steps[...]
        while let step = rest.first {
            // Routes go many a send.
            let routes = rest.prefix { $0.isRoute && $0.isAddition == step.isAddition }.compactMap(\.route)
            switch step {
            case .setMTU(let mtu): try connection.setMTU(UInt32(mtu.rawValue), of: index, named: name)
            case .bringUp: try connection.bringUp(index, named: name)
            case .addAddress(let address): try add(address)
            case .removeAddress(let address): try remove(address)
            case .addRoute: try add(routes.map { $0.message(index) })
            case .removeRoute: try change(.remove, routes.map { $0.message(index) })
            }
            rest = rest.dropFirst(max(1, routes.count))
        }
    }

    private func add(_ address: InterfaceAddress) throws(NetlinkError) {
        do throws(NetlinkError) {
            try connection.add(address.message(index), "add address \(address) to interface \(name)")
        } catch {
            guard error.errno == EEXIST else { throw error }
        }
    }

    private func remove(_ address: InterfaceAddress) throws(NetlinkError) {
        if address.address.isIPv4 { try connection.promoteSecondaryAddresses(of: index, named: name) }
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
}

extension LinkChange {
    fileprivate var route: Route? {
        switch self {
        case .addRoute(let route), .removeRoute(let route): route
        default: nil
        }
    }

    fileprivate var isRoute: Bool { route != nil }

    fileprivate var isAddition: Bool {
        if case .addRoute = self { true } else { false }
    }
}
