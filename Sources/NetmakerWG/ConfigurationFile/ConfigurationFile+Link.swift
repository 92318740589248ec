public import NetmakerCore

extension LinkConfiguration {
    /// The link that a file wants: its addresses, its MTU (1420 where it names none), and routes to all that its peers
    /// are allowed.
    ///
    /// With `Table = auto`, or none, what an address of the interface lies in has a route already, and needs none. For
    /// the rest there are two ways, and all of it goes the same:
    ///
    /// - Into the main table, as `wg-quick` does it, where nothing can lead the tunnel's own packets back into it.
    /// - By ``TunnelRouting``, where something can: everything or half of it (a length of 0 or 1), or what a peer's
    ///   endpoint lies in. `wg-quick` does so for a length of 0 alone, and lets the others loop. The mark is the
    ///   file's, or 51820; the device has the same by ``DeviceConfiguration/init(_:addresses:scopes:)``. The table has
    ///   the mark's number, or 51820 where that is one of the kernel's own.
    ///
    /// A peer that roams into a network that goes the first way, or calls from there, is led into the tunnel and lost:
    /// no file can tell. Of the files without a mark on one machine only one may go the second way; give the others one
    /// before (``ConfigurationFile/Interface/firewallMark``), since each takes away rules of its mark that it did not
    /// make.
    ///
    /// With `Table = off` there are no routes. With a number all go there as they are written, and no rule leads to
    /// them: that is the file's business (`PostUp`). So is a route to everywhere in the main table, by its number,
    /// which leads the tunnel's own packets into it.
    ///
    /// - Parameter addresses: what the file's names stand for (``ConfigurationFile/hostNames``).
    /// - Throws: ``ConfigurationFileError/Code/unresolvedName`` for a name that is not among them, where it matters.
    public init(
        _ file: ConfigurationFile, addresses: [HostName: IPAddress] = [:]
    ) throws(ConfigurationFileError) {
        let interface = file.interface
        var routes: Set<Route> = []
        var rules: Set<RoutingRule> = []
        switch interface.table {
        case .off: break
        case .number(let table): routes = Set(file.peers.flatMap(\.allowedIPs).map { Route(to: $0, table: table) })
        case .automatic:
            if let routing = try file.routing(addresses) {
                (routes, rules) = (routing.routes, routing.rules)
            } else {
                routes = Set(file.routed.map { Route(to: $0) })
            }
        }
        self.init(
            mtu: interface.mtu ?? .wireGuard, addresses: Set(interface.addresses), routes: routes, rules: rules,
            mark: interface.firewallMark)
    }
}

extension ConfigurationFile {
    /// The mark that the tunnel's own packets are to bear; nil for none.
    func mark(_ addresses: [HostName: IPAddress]) throws(ConfigurationFileError) -> FirewallMark? {
        guard interface.firewallMark == nil, interface.table == .automatic else { return interface.firewallMark }
        return try coversTunnel(addresses) ? .wgQuick : nil
    }

    /// What its peers are allowed outside the networks that the interface is connected to.
    fileprivate var routed: [IPPrefix] {
        // The kernel makes no route to everywhere for an IPv4 address.
        let connected = interface.addresses.map(\.prefix).filter { $0.length > 0 }
        return peers.flatMap(\.allowedIPs).filter { destination in
            !connected.contains { $0.contains(destination) }
        }
    }

    /// Routes and rules that keep the tunnel's own packets out of it; nil where they are not led there.
    fileprivate func routing(_ addresses: [HostName: IPAddress]) throws(ConfigurationFileError) -> TunnelRouting? {
        guard try coversTunnel(addresses) else { return nil }
        let mark = interface.firewallMark ?? .wgQuick
        let table = RouteTable(rawValue: mark.rawValue)
        // In one of the kernel's own they would be asked for the tunnel's own packets as well.
        let own = table.isKernelsOwn ? RouteTable(rawValue: FirewallMark.wgQuick.rawValue) : table
        return TunnelRouting(of: Set(routed), mark: mark, in: own)
    }

    /// Whether routes to what its peers are allowed lead the tunnel's own packets into it.
    private func coversTunnel(_ addresses: [HostName: IPAddress]) throws(ConfigurationFileError) -> Bool {
        let routed = Set(routed)
        if routed.contains(where: { $0.length <= 1 }) { return true }
        // A hub has as many endpoints as prefixes: each is looked up once a length.
        var lengths: [AddressFamily: Set<Int>] = [:]
        for prefix in routed { lengths[prefix.address.family, default: []].insert(prefix.length) }
        for peer in peers where !lengths.isEmpty {
            guard let address = try peer.endpoint?.address(addresses) else { continue }
            let isCovered = lengths[address.family, default: []].contains { length in
                // A length that prefixes of the family have.
                guard let prefix = try? IPPrefix(containing: address, length: length) else { return false }
                return routed.contains(prefix)
            }
            if isCovered { return true }
        }
        return false
    }
}
