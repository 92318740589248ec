internal import Glibc
internal import Netlink
public import NetmakerCore

/// An interface of the kernel, over rtnetlink. Both backends have one: the tunnel of a userspace implementation is an
/// interface like any other.
public actor NetlinkLink: Link {
    /// Its name.
    public private(set) var interface: InterfaceName
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

    /// An interface, which need not exist yet. Nothing is done to it but what is asked for.
    ///
    /// - Parameter namespace: the network namespace that it is in; nil is this process's own.
    /// - Throws: ``WireGuardError/Code/refused`` when the namespace cannot be entered.
    public init(_ interface: InterfaceName, in namespace: NetworkNamespace? = nil) throws(WireGuardError) {
        do {
            self.init(
                interface, over: try NetlinkConnection(.route, inNamespaceAt: namespace?.path),
                on: BlockingExecutor(label: "link \(interface)"))
        } catch {
            throw WireGuardError(error, interface: interface)
        }
    }

    public func state() throws -> LinkState? {
        try named { () throws(NetlinkError) in try connection.link(named: interface.description).map(read) }
    }

    public func apply(_ plan: LinkPlan) throws {
        guard !plan.isEmpty else { return }
        let link = try named(existing)
        try LinkSteps(connection: connection, index: link.index, interface: interface).take(plan.steps)
    }

    /// Makes the interface, unless it is there and of the kind it would be made as.
    ///
    /// - Parameter kind: one that needs nothing but its name, such as `wireguard` or `dummy`.
    /// - Throws: ``WireGuardError/Code/foreignInterface`` when the name is taken by one of another kind.
    public func create(kind: String) throws {
        if try self.kind() == nil {
            try named { () throws(NetlinkError) in try make(kind: kind) }
        }
        try check(kind: kind)
    }

    /// Removes the interface, if it is there and of the kind that was asked for, and our rules that led to it.
    ///
    /// - Throws: ``WireGuardError/Code/foreignInterface`` when it is of another kind.
    public func remove(kind: String) throws {
        try check(kind: kind)
        try named { () throws(NetlinkError) in
            try delete()
            try connection.removeOrphanedRules()
        }
    }

    /// Removes our rules that lead nowhere: those of owners in whose tables no route of ours is left, since the
    /// interface of such a route has vanished. They do no harm, since a lookup that finds nothing goes on to the next.
    ///
    /// An owner all of whose rules lead to the main table keeps them: its tunnel may be about to come, which a plan
    /// makes exceptions for first.
    public func removeOrphanedRules() throws {
        try named { () throws(NetlinkError) in try connection.removeOrphanedRules() }
    }

    /// Gives the interface another name, under which this value knows it from then on. Others that were opened under
    /// the old one find it gone: open it again under the new.
    ///
    /// A kernel before 6.2 renames no interface that is up. There it is taken down for a moment and brought up again,
    /// with its addresses and our routes; routes over it that are not ours are lost then, and so are packets in that
    /// moment.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when there is none; ``WireGuardError/Code/foreignInterface``
    ///   when another has that name; ``WireGuardError/Code/refused`` when a process serves the interface, which would
    ///   not learn its new name: remove it, and open one under the new name.
    public func rename(to newName: InterfaceName) throws {
        guard newName != interface else { return }
        let taken = try named { () throws(NetlinkError) in try connection.link(named: newName.description) }
        guard taken == nil else {
            throw WireGuardError.nameTaken(newName, for: interface)
        }
        guard try kind() != UserspaceBackend.tunnelKind else {
            throw WireGuardError(
                .refused, message: "interface \(interface) belongs to a process, which would not learn its new name",
                remedy: "remove it, and open \(newName)")
        }
        try takeName(newName)
        interface = newName
    }

    /// What made the interface, such as `wireguard` or `tun`; nil when it is not there.
    public func kind() throws -> String? {
        let link = try named { () throws(NetlinkError) in try connection.link(named: interface.description) }
        return link.map { $0.kind ?? "hardware" }
    }

    /// - Throws: ``WireGuardError/Code/foreignInterface`` when the interface is there and of another kind.
    func check(kind: String) throws {
        guard let actual = try self.kind(), actual != kind else { return }
        throw WireGuardError(
            .foreignInterface, message: "interface \(interface) exists and is of kind \(actual), not \(kind)",
            remedy: "choose another interface name, or remove it with: ip link delete \(interface)")
    }

    private func read(_ link: LinkMessage) throws(NetlinkError) -> LinkState {
        let addresses = try connection.addresses(of: link.index, named: link.name)
        let routes = try connection.routes(over: link.index, named: link.name, markedBy: Route.mark)
        return LinkState(
            interface: interface,
            isUp: link.isUp,
            mtu: Int(link.mtu),
            addresses: Set(addresses.compactMap(InterfaceAddress.init)),
            routes: Set(routes.compactMap(Route.init)),
            rules: Set(try connection.rules(markedBy: Route.mark).compactMap(RoutingRule.init)))
    }

    private func existing() throws(NetlinkError) -> LinkMessage {
        guard let link = try connection.link(named: interface.description) else {
            throw .refused(ENODEV, operation: "configure interface \(interface)")
        }
        return link
    }

    private func make(kind: String) throws(NetlinkError) {
        do throws(NetlinkError) {
            try connection.createLink(named: interface.description, kind: kind)
        } catch {
            // Someone else made one in between.
            guard error.errno == EEXIST else { throw error }
        }
    }

    private func takeName(_ newName: InterfaceName) throws(WireGuardError) {
        let link = try named(existing)
        do throws(NetlinkError) {
            try connection.rename(link.index, named: link.name, to: newName.description)
        } catch {
            switch error.errno {
            case EBUSY where link.isUp: try renameDown(link, to: newName)
            // As its other name, or since we looked.
            case EEXIST: throw .nameTaken(newName, for: interface, cause: error)
            default: throw WireGuardError(error, interface: interface)
            }
        }
    }

    /// Takes the interface down to rename it, and brings it back to what it was, whether that succeeded or not.
    private func renameDown(_ link: LinkMessage, to newName: InterfaceName) throws(WireGuardError) {
        let before = try named { () throws(NetlinkError) in try read(link) }
        try named { () throws(NetlinkError) in try connection.takeDown(link.index, named: link.name) }
        var refusal: NetlinkError?
        do throws(NetlinkError) {
            try connection.rename(link.index, named: link.name, to: newName.description)
        } catch {
            refusal = error
        }
        let left = try named { () throws(NetlinkError) in try read(link) }
        try LinkSteps(connection: connection, index: link.index, interface: refusal == nil ? newName : interface).take(
            before.addresses.subtracting(left.addresses).sorted().map { .addAddress($0) } + [.bringUp]
                + before.routes.sorted().map { .addRoute($0) })
        guard let refusal else { return }
        throw refusal.errno == EEXIST
            ? .nameTaken(newName, for: interface, cause: refusal) : WireGuardError(refusal, interface: interface)
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

extension NetlinkConnection {
    fileprivate func removeOrphanedRules() throws(NetlinkError) {
        let rules = try rules(markedBy: Route.mark)
        guard !rules.isEmpty else { return }
        let inUse = Set(try routes(markedBy: Route.mark).map(\.table))
        let exceptions = rules.filter { $0.table == RouteTable.main.rawValue }
        let others = rules.filter { $0.table != RouteTable.main.rawValue }
        let orphaned = Set(others.map(\.mark)).subtracting(others.filter { inUse.contains($0.table) }.map(\.mark))
        // Exceptions first: on their own they would stay, were the others to go without them.
        let orphans = (exceptions + others).filter { RoutingRule($0) != nil && orphaned.contains($0.mark) }
        try remove(orphans) { "remove rule \(RoutingRule($0)?.description ?? "")" }
    }
}
