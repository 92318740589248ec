public import NetmakerCore

/// All names of one network, in their order, with the zones they are in. What answers, and what files are written from,
/// is made of this alone: whatever else has a name in a network is added here.
public struct NetworkNames: Hashable, Sendable {
    /// `Network.zones`: each name is in each of them.
    public let zones: [DomainName]
    /// Whose addresses lead back to names.
    public let ranges: [IPPrefix]
    public let names: [ZoneName]

    /// - Parameter names: each once, in any order.
    public init(zones: [DomainName], ranges: [IPPrefix], names: some Sequence<ZoneName>) {
        self.zones = zones
        self.ranges = ranges
        self.names = names.sorted()
    }
}

extension NetworkNames {
    /// As the server knows them. A node that takes no part has no name, nor have the clients that enter by it: nobody
    /// reaches them.
    public init(_ state: NetworkState) {
        let machines = state.nodes.keys.compactMap { state.record(of: $0) }.flatMap(\.names)
        let custom = state.dnsRecords.values.map { record in
            ZoneName(record.name, record.target.addresses { state.record(of: $0)?.addresses }, .custom)
        }
        self.init(
            zones: state.network.zones, ranges: state.network.ranges.all, names: machines + custom)
    }

    /// As a node knows them: its own name, those of the peers it is told of, of the clients that enter by either, and
    /// the custom ones.
    public init(_ map: PeerMap, for viewer: NodeConfiguration) {
        let own = viewer.addresses.map(\.address)
        let machines = map.peers.values.flatMap(\.names) + viewer.clients.compactMap(\.name).map { ZoneName($0) }
        let custom = map.dnsEntries.values.map { entry in
            ZoneName(
                entry.name, entry.target.addresses { $0 == viewer.node ? own : map.peers[$0]?.addresses }, .custom)
        }
        self.init(
            zones: viewer.dns.zones, ranges: viewer.ranges.all,
            names: machines + [ZoneName(DNSRecordName(viewer.name), own, .machine)] + custom)
    }
}

extension DNSTarget {
    /// - Parameter node: a node's addresses; nil when it is not known.
    fileprivate func addresses(_ node: (NodeID) -> [IPAddress]?) -> [IPAddress] {
        switch self {
        case .addresses(let addresses): addresses.all
        case .node(let id): node(id) ?? []
        }
    }
}

extension ZoneName {
    fileprivate init(_ client: ClientName) {
        self.init(DNSRecordName(client.name), client.addresses, .machine)
    }
}

extension PeerRecord {
    /// Its own, and those of the clients that enter by it.
    fileprivate var names: [ZoneName] {
        [ZoneName(DNSRecordName(name), addresses, .machine)] + clients.map { ZoneName($0) }
    }

    fileprivate var addresses: [IPAddress] {
        [ipv4.map(IPAddress.v4), ipv6.map(IPAddress.v6)].compactMap(\.self)
    }
}
