internal import Glibc
internal import Netlink
internal import NetmakerCore

/// An interface of the kernel, over rtnetlink. Both backends have one: the tunnel of a userspace implementation is an
/// interface like any other.
public actor NetlinkLink: Link {
    let interface: InterfaceName
    private let executor: BlockingExecutor
    private let connection: NetlinkConnection

    /// The queue its system calls run on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// An interface, which need not exist yet.
    ///
    /// - Parameter connection: to rtnetlink, in the interface's network namespace.
    init(_ interface: InterfaceName, over connection: sending NetlinkConnection, on executor: BlockingExecutor) {
        self.interface = interface
        self.connection = connection
        self.executor = executor
    }

    public func state() throws -> LinkState? {
        try named {
            () throws(NetlinkError) in
            guard let link = try connection.link(named: name) else { return nil }
            let addresses = try connection.addresses(of: link.index, named: name)
            let routes = try connection.routes(over: link.index, named: name, markedBy: Route.mark)
            return LinkState(
                interface: interface,
                isUp: link.isUp,
                mtu: Int(link.mtu),
                addresses: Set(addresses.compactMap(InterfaceAddress.init)),
                routes: Set(routes.compactMap(Route.init)))
        }
    }

    public func apply(_ plan: LinkPlan) throws {
        guard !plan.isEmpty else { return }
        try named {
            () throws(NetlinkError) in
            guard let link = try connection.link(named: name) else {
                throw .refused(ENODEV, operation: "configure interface \(name)")
            }
            var steps = plan.steps[...]
            while let step = steps.first {
                switch step {
                case .setMTU(let mtu): try connection.setMTU(UInt32(mtu.rawValue), of: link.index, named: name)
                case .bringUp: try connection.bringUp(link.index, named: name)
                case .addAddress(let address): try add(address, to: link.index)
                case .removeAddress(let address): try remove(address, from: link.index)
                case .addRoute, .removeRoute:
                    // Routes go many a send.
                    let run = steps.prefix { $0.isAddition == step.isAddition && $0.route != nil }
                    try change(run.compactMap(\.route), step.isAddition ? .add : .remove, over: link.index)
                    steps = steps[run.endIndex...]
                    continue
                }
                steps = steps.dropFirst()
            }
        }
    }

    /// Makes the interface, unless it is there and of the kind it would be made as.
    func create(kind: String) throws {
        try named {
            () throws(NetlinkError) in
            guard try connection.link(named: name) == nil else { return }
            try connection.createLink(named: name, kind: kind)
        }
        try check(kind: kind)
    }

    /// Removes the interface, if it is there and of the kind that was asked for.
    func remove(kind: String) throws {
        try check(kind: kind)
        try named {
            () throws(NetlinkError) in
            guard let link = try connection.link(named: name) else { return }
            do throws(NetlinkError) {
                try connection.deleteLink(link.index, named: name)
            } catch  where error.errno == ENODEV {
                return
            }
        }
    }

    /// What made the interface, such as `wireguard` or `tun`; nil when it is not there.
    func kind() throws -> String? {
        let link = try named { () throws(NetlinkError) in try connection.link(named: name) }
        return link.map { $0.kind ?? "hardware" }
    }

    private func check(kind: String) throws {
        guard let actual = try self.kind(), actual != kind else { return }
        throw WireGuardError(
            .foreignInterface, message: "interface \(name) exists and is of kind \(actual), not \(kind)",
            remedy: "choose another interface name, or remove it with: ip link delete \(name)")
    }

    private var name: String { interface.description }

    private func add(_ address: InterfaceAddress, to index: UInt32) throws(NetlinkError) {
        do throws(NetlinkError) {
            try connection.add(address.message(index), "add address \(address) to interface \(name)")
        } catch  where error.code == .refused && error.errno == EEXIST {
            return
        }
    }

    private func remove(_ address: InterfaceAddress, from index: UInt32) throws(NetlinkError) {
        if address.address.isIPv4 { try connection.promoteSecondaryAddresses(of: index, named: name) }
        do throws(NetlinkError) {
            try connection.remove(address.message(index), "remove address \(address) from interface \(name)")
        } catch  where error.code == .refused && error.errno == EADDRNOTAVAIL {
            return
        }
    }

    private func change(
        _ routes: [Route], _ change: RouteMessage.Change, over index: UInt32
    ) throws(NetlinkError) {
        let messages = routes.map { $0.message(index) }
        let verb = change == .add ? "add" : "remove"
        do throws(NetlinkError) {
            try connection.perform(change, messages) { route in
                "\(verb) route \(Route(route)?.description ?? "") over interface \(name)"
            }
        } catch  where change == .remove && error.code == .refused && error.errno == ESRCH {
            // It went with an address, or with the interface while that was down.
            return
        }
    }

    private func named<Result>(_ body: () throws(NetlinkError) -> Result) throws(WireGuardError) -> Result {
        do {
            return try body()
        } catch  where error.code == .refused && error.errno == EEXIST {
            throw WireGuardError(
                .routeExists, message: error.description,
                remedy: "find it with: ip route show; remove it, or use another table", cause: error)
        } catch {
            throw WireGuardError(error, interface: interface)
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

    fileprivate var isAddition: Bool {
        if case .addRoute = self { true } else { false }
    }
}
