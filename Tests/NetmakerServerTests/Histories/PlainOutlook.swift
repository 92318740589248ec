import NetmakerCore

/// What everybody is told at one moment, from the rules: of every node but itself, its record; of itself, its
/// configuration.
struct PlainOutlook: Sendable {
    struct View: Sendable {
        let epoch: Epoch
        let revision: Revision
        var records: [NodeID: PeerRecord] = [:]
        var configurations: [NodeID: NodeConfiguration] = [:]
        var entries: [DNSRecordName: DNSEntry] = [:]

        /// What a node is told of the others.
        func map(of viewer: NodeID) -> [NodeID: PeerRecord] {
            guard takesPart(viewer) else { return [:] }
            var map = records
            map[viewer] = nil
            return map
        }

        /// What a node is told of custom names.
        func entries(of viewer: NodeID) -> [DNSRecordName: DNSEntry] { takesPart(viewer) ? entries : [:] }

        /// Whether this is one of its nodes.
        func has(_ node: NodeID) -> Bool { configurations[node] != nil }
        /// Whether a node has peers, and is one.
        func takesPart(_ node: NodeID) -> Bool { records[node] != nil }
    }
    private(set) var views: [NetworkName: View] = [:]

    init() {}

    /// Looks at a truth; what stands at the revision it stood at before is as it was.
    init(_ truth: PlainTruth, after before: PlainOutlook) {
        for network in truth.networks {
            if let view = before.views[network.name], view.epoch == network.epoch,
                view.revision.rawValue == network.revision
            {
                views[network.name] = view
            } else {
                var view = View(epoch: network.epoch, revision: Revision(network.revision))
                view.entries = network.entries
                for node in network.nodes {
                    view.records[node.id] = Self.record(of: node, in: network)
                    view.configurations[node.id] = Self.configuration(of: node, in: network)
                }
                views[network.name] = view
            }
        }
    }

    /// What the others are told of a node; nil of one that takes no part.
    private static func record(of node: Node, in network: PlainNetwork) -> PeerRecord? {
        guard status(of: node) == .active else { return nil }
        var candidates = EndpointCandidates()
        candidates.pinned = node.pinnedEndpoint
        for local in node.localAddresses {
            var behind: IPAddress?
            if case .v4 = local.address, let seen = node.observedIPv4 { behind = .v4(seen) }
            if case .v6 = local.address, let seen = node.observedIPv6 { behind = .v6(seen) }
            candidates.local.append(
                EndpointCandidates.Local(
                    endpoint: Endpoint(address: local.address, port: node.listenPort), subnet: local.prefix,
                    behind: behind))
        }
        if let seen = node.observedIPv4 {
            candidates.observedIPv4 = Endpoint(address: .v4(seen), port: node.listenPort)
        }
        if let seen = node.observedIPv6 {
            candidates.observedIPv6 = Endpoint(address: .v6(seen), port: node.listenPort)
        }
        if let range = network.options.localRange { candidates = inside(range, candidates) }
        return PeerRecord(
            id: node.id, name: node.name, publicKey: node.publicKey, nextPublicKey: node.nextPublicKey, ipv4: node.ipv4,
            ipv6: node.ipv6,
            ranges: network.routed(to: node),
            clients: network.entering(by: node).map {
                ClientName(name: $0.name, ipv4: $0.ipv4, ipv6: $0.ipv6, expiresAt: $0.expiresAt)
            },
            candidates: candidates, expiresAt: node.standing.expiresAt,
            isRelay: node.roles.relay != nil)
    }

    /// Nothing that lies elsewhere, and nothing of what is seen from elsewhere.
    private static func inside(_ range: IPPrefix, _ all: EndpointCandidates) -> EndpointCandidates {
        var inside = EndpointCandidates()
        if let pinned = all.pinned, range.contains(pinned.address) { inside.pinned = pinned }
        for local in all.local where range.contains(local.endpoint.address) {
            inside.local.append(EndpointCandidates.Local(endpoint: local.endpoint, subnet: range, behind: nil))
        }
        return inside
    }

    private static func status(of node: Node) -> NodeStatus {
        switch (node.standing.admission, node.standing.hasExpired, node.standing.connection) {
        case (.pending, _, _): .pending
        case (.admitted, true, _): .expired
        case (.admitted, false, .disconnected): .disconnected
        case (.admitted, false, .connected): .active
        }
    }

    /// What a node is told of itself, but for the revision.
    private static func configuration(of node: Node, in network: PlainNetwork) -> NodeConfiguration {
        var addresses: [InterfaceAddress] = []
        if let address = node.ipv4, let range = network.ranges.ipv4 {
            addresses.append(InterfaceAddress(.v4(address), in: .v4(range)))
        }
        if let address = node.ipv6, let range = network.ranges.ipv6 {
            addresses.append(InterfaceAddress(.v6(address), in: .v6(range)))
        }
        var seen: [IPAddress] = []
        if let address = node.observedIPv4 { seen.append(.v4(address)) }
        if let address = node.observedIPv6 { seen.append(.v6(address)) }
        return NodeConfiguration(
            node: node.id, network: network.name, name: node.name, ranges: network.ranges, addresses: addresses,
            listenPort: node.listenPort, persistentKeepalive: node.persistentKeepalive, mtu: node.mtu,
            interface: node.interface, pinnedEndpoint: node.pinnedEndpoint, observedAddresses: seen,
            publicKey: node.publicKey,
            nextKey: node.nextPublicKey == nil && node.keyGeneration != network.keyGeneration ? .make : .none,
            options: node.options, status: status(of: node), expiresAt: node.standing.expiresAt,
            checkInInterval: network.options.checkInInterval, roles: node.roles,
            clients: network.entering(by: node).map { client in
                ExternalPeer(
                    id: client.id,
                    name: ClientName(
                        name: client.name, ipv4: client.ipv4, ipv6: client.ipv6, expiresAt: client.expiresAt),
                    publicKey: client.publicKey,
                    allowedIPs: client.addresses.map { IPPrefix(host: $0) } + client.allowedRanges,
                    expiresAt: client.expiresAt)
            }, revision: .zero)
    }
}

extension NodeConfiguration {
    /// The same without its revision, which is nothing the node does anything about.
    var withoutRevision: NodeConfiguration { revised(.zero) }
}

// MARK: Who must hear of what

/// What one node must hear of.
struct PlainNews: Hashable, Sendable {
    /// Others whose record is new, changed or gone.
    var peers: Set<NodeID> = []
    /// Whether a custom name is new, stands for something else, or is gone.
    var isRenamed = false
    var isReconfigured = false
    var removed: RemovalReason?

    var isNothing: Bool { peers.isEmpty && !isRenamed && !isReconfigured && removed == nil }

    mutating func add(_ later: PlainNews) {
        peers.formUnion(later.peers)
        isRenamed = isRenamed || later.isRenamed
        isReconfigured = isReconfigured || later.isReconfigured
        removed = removed ?? later.removed
    }
}

extension PlainOutlook {
    /// What a node of a network must hear when one outlook follows another, as if it alone were looked at; nil for a
    /// node that was none before.
    func news(
        for viewer: NodeID, in network: NetworkName, after before: PlainOutlook, _ truth: PlainTruth
    ) -> PlainNews? {
        guard let old = before.views[network], old.has(viewer) else { return nil }
        var news = PlainNews()
        guard let new = views[network], new.epoch == old.epoch, new.has(viewer) else {
            news.removed = truth.gone(viewer)?.reason
            return news
        }
        if old.revision == new.revision { return news }
        for (peer, record) in old.records where peer != viewer && new.records[peer] != record {
            news.peers.insert(peer)
        }
        for peer in new.records.keys where peer != viewer && old.records[peer] == nil { news.peers.insert(peer) }
        news.isRenamed = old.entries != new.entries
        news.isReconfigured = old.configurations[viewer] != new.configurations[viewer]
        return news
    }
}
