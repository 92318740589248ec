internal import HashTreeCollections

/// What each node is told. Records do not depend on the viewer, so the work is one record a node, not one a pair.
extension NetworkState {
    /// Every peer the viewer is told of, in the order of their ids.
    public func peers(of viewer: NodeID) -> [PeerRecord] {
        guard takesPart(viewer) else { return [] }
        // Ids are moved about while they are sorted, and not what they stand for.
        return nodes.keys.filter { isVisible($0, to: viewer) }.sorted().compactMap(record)
    }

    /// What others are told of a node; nil for one that takes no part. The one place where that is made.
    public func record(of id: NodeID) -> PeerRecord? {
        guard let node = nodes[id], node.isActive else { return nil }
        let clients = admittedClients(of: node)
        return PeerRecord(
            node, ranges: Self.ranges(routedTo: node, with: clients), clients: clients.map(ClientName.init),
            within: network.options.localRange)
    }

    /// Whether this is a node that has peers, and is one.
    public func takesPart(_ node: NodeID) -> Bool { nodes[node]?.isActive ?? false }

    /// Whether a viewer that takes part is told of another node that does. The one place where that is decided.
    public func isVisible(_ node: NodeID, to viewer: NodeID) -> Bool { node != viewer }
}

extension EndpointCandidates {
    /// Where a node may be reached, as it and the server know it.
    public init(of node: Node) {
        self.init(
            pinned: node.pinnedEndpoint,
            local: node.localAddresses.prefix(Self.maximumLocal).map { address in
                let behind: IPAddress? =
                    switch address.address {
                    case .v4: node.observedIPv4.map(IPAddress.v4)
                    case .v6: node.observedIPv6.map(IPAddress.v6)
                    }
                return Local(
                    endpoint: Endpoint(address: address.address, port: node.listenPort), subnet: address.prefix,
                    behind: behind)
            },
            observedIPv4: node.observedIPv4.map { Endpoint(address: .v4($0), port: node.listenPort) },
            observedIPv6: node.observedIPv6.map { Endpoint(address: .v6($0), port: node.listenPort) })
    }

    /// Those that lie in a range; nothing is said of where they are seen from outside of it.
    func within(_ range: IPPrefix) -> EndpointCandidates {
        EndpointCandidates(
            pinned: pinned.flatMap { range.contains($0.address) ? $0 : nil },
            local: local.filter { range.contains($0.endpoint.address) }.map {
                Local(endpoint: $0.endpoint, subnet: range, behind: nil)
            }, observedIPv4: nil, observedIPv6: nil)
    }
}
