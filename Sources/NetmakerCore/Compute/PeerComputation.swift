internal import HashTreeCollections

/// What each node is told. Records do not depend on the viewer, so the work is one record a node, not one a pair.
extension NetworkState {
    /// Every peer the viewer is told of, in the order of their ids.
    public func peers(of viewer: NodeID) -> [PeerRecord] {
        // Ids are moved about while they are sorted, and not what they stand for.
        nodes.keys.filter { isVisible($0, to: viewer) }.sorted().compactMap { nodes[$0].map(PeerRecord.init) }
    }

    /// Whether the viewer is told of the node. The one place where that is decided.
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
}
