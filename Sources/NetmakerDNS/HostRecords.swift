internal import HashTreeCollections
public import NetmakerCore

/// The names a network answers to.
extension NetworkState {
    /// One record for each address of each node, in the order of a hosts file.
    public var hostRecords: [HostRecord] {
        nodes.values.flatMap { node in
            node.addresses.map { HostRecord(network: network.name, node: node.name, address: $0) }
        }.sorted()
    }
}

extension PeerMap {
    /// The names one node can look up: its own, and those of the peers it is told of.
    public func hostRecords(for viewer: NodeConfiguration) -> [HostRecord] {
        let own = viewer.addresses.map {
            HostRecord(network: viewer.network, node: viewer.name, address: $0.address)
        }
        let others = peers.values.flatMap { peer in
            [peer.ipv4.map(IPAddress.v4), peer.ipv6.map(IPAddress.v6)].compactMap(\.self).map {
                HostRecord(network: viewer.network, node: peer.name, address: $0)
            }
        }
        return (own + others).sorted()
    }
}
