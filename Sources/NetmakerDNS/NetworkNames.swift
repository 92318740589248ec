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
        let machines = state.nodes.keys.compactMap { state.record(of: $0) }.flatMap { $0.names() }
        let custom = state.dnsRecords.values.map { record in
            ZoneName(record.name, record.target.addresses { state.record(of: $0)?.addresses }, .custom)
        }
        self.init(
            zones: state.network.zones, ranges: state.network.ranges.all, names: machines + custom)
    }

    /// As a node knows them: its own name, those of the peers it is told of, of the clients that enter by either, and
    /// the custom ones.
    ///
    /// - Parameters:
    ///   - map: nil before the first.
    ///   - time: by the server: who expired by then has no name, also when the server is gone and the map still says so.
    ///     Nil: nobody has.
    ///   - zones: those of the network's that are answered for; nil for all.
    public init(
        _ map: PeerMap?, for viewer: NodeConfiguration, at time: Timestamp? = nil, in zones: [DomainName]? = nil
    ) {
        func isThere(_ end: Timestamp?) -> Bool {
            guard let end, let time else { return true }
            return end > time
        }
        let own = viewer.addresses.map(\.address)
        let peers = (map?.peers.values).map(Array.init) ?? []
        let machines =
            peers.filter { isThere($0.expiresAt) }.flatMap { $0.names { isThere($0.expiresAt) } }
            + viewer.clients.filter { isThere($0.expiresAt) }.compactMap(\.name).map { ZoneName($0) }
        let custom = (map?.dnsEntries.values).map(Array.init) ?? []
        self.init(
            zones: zones ?? viewer.dns.zones, ranges: viewer.ranges.all,
            names: machines + [ZoneName(DNSRecordName(viewer.name), own, .machine)]
                + custom.map { entry in
                    let addresses = entry.target.addresses { id in
                        if id == viewer.node { return own }
                        guard let peer = map?.peers[id], isThere(peer.expiresAt) else { return nil }
                        return peer.addresses
                    }
                    return ZoneName(entry.name, addresses, .custom)
                })
    }

    /// When the next of those whose names a node knows expires; nil when nobody will.
    public static func nextEnd(_ map: PeerMap?, for viewer: NodeConfiguration, after time: Timestamp) -> Timestamp? {
        let ofPeers =
            (map?.peers.values).map { peers in
                peers.lazy.flatMap { [$0.expiresAt] + $0.clients.map(\.expiresAt) }.compactMap(\.self)
                    .filter { $0 > time }.min()
            } ?? nil
        let ofClients = viewer.clients.compactMap(\.expiresAt).filter { $0 > time }.min()
        return [ofPeers, ofClients].compactMap(\.self).min()
    }
}

extension MapDelta {
    /// Whether a name comes, goes, or stands for something else by it.
    public func changesNames(in map: PeerMap) -> Bool {
        if !dnsChanged.isEmpty || !dnsRemoved.isEmpty { return true }
        if removed.contains(where: { map.peers[$0] != nil }) { return true }
        return changed.contains { record in
            guard let old = map.peers[record.id] else { return true }
            return old.name != record.name || old.ipv4 != record.ipv4 || old.ipv6 != record.ipv6
                || old.clients != record.clients || old.expiresAt != record.expiresAt
        }
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
    /// Its own, and those of the clients that enter by it, as far as they are wanted.
    fileprivate func names(ofClients isWanted: (ClientName) -> Bool = { _ in true }) -> [ZoneName] {
        [ZoneName(DNSRecordName(name), addresses, .machine)] + clients.filter(isWanted).map { ZoneName($0) }
    }

    fileprivate var addresses: [IPAddress] {
        [ipv4.map(IPAddress.v4), ipv6.map(IPAddress.v6)].compactMap(\.self)
    }
}
