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
        try named { () throws(NetlinkError) in try read() }
    }

    public func apply(_ plan: LinkPlan) throws {
        guard !plan.isEmpty else { return }
        try named { () throws(NetlinkError) in try carryOut(plan) }
    }

    /// Makes the interface, unless it is there and of the kind it would be made as.
    func create(kind: String) throws {
        if try self.kind() == nil {
            try named { () throws(NetlinkError) in try connection.createLink(named: interface.description, kind: kind) }
        }
        try check(kind: kind)
    }

    /// Removes the interface, if it is there and of the kind that was asked for.
    func remove(kind: String) throws {
        try check(kind: kind)
        try named { () throws(NetlinkError) in try delete() }
    }

    /// What made the interface, such as `wireguard` or `tun`; nil when it is not there.
    func kind() throws -> String? {
        let link = try named { () throws(NetlinkError) in try connection.link(named: interface.description) }
        return link.map { $0.kind ?? "hardware" }
    }

    private func check(kind: String) throws {
        guard let actual = try self.kind(), actual != kind else { return }
        throw WireGuardError(
            .foreignInterface, message: "interface \(interface) exists and is of kind \(actual), not \(kind)",
            remedy: "choose another interface name, or remove it with: ip link delete \(interface)")
    }

    private func read() throws(NetlinkError) -> LinkState? {
        let name = interface.description
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

    private func carryOut(_ plan: LinkPlan) throws(NetlinkError) {
        guard let link = try connection.link(named: interface.description) else {
            throw .refused(ENODEV, operation: "configure interface \(interface)")
        }
        try LinkSteps(connection: connection, index: link.index, name: interface.description).take(plan.steps)
    }

    private func delete() throws(NetlinkError) {
        let name = interface.description
        guard let link = try connection.link(named: name) else { return }
        do throws(NetlinkError) {
            try connection.deleteLink(link.index, named: name)
        } catch {
            // It went by itself in between.
            guard error.errno == ENODEV else { throw error }
        }
    }

    private func named<Result>(_ body: () throws(NetlinkError) -> Result) throws(WireGuardError) -> Result {
        do {
            return try body()
        } catch {
            throw WireGuardError(error, interface: interface)
        }
    }
}
