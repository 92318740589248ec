internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import Synchronization

/// Every node's record in bytes, made once a change and shared by all who are told. It keeps nothing of a network of
/// which nobody is there to be told.
package final class RecordCache: Sendable {
    private struct Entry {
        /// The network's revision the record was last found to be right at.
        var revision: Revision
        let digest: MapDigest
        let encoded: EncodedPeerRecord
    }
    private let entries = Mutex<[NetworkName: [NodeID: Entry]]>([:])
    /// Of the networks whose maps were asked for. Held before the entries, where both are.
    private let maps = Mutex<[NetworkName: WholeMap]>([:])
    private let meter: DeliveryMeter

    package init(meter: DeliveryMeter) { self.meter = meter }

    /// What others are told of the node; nil when they are told of none.
    func record(of id: NodeID, in state: NetworkState) throws -> EncodedPeerRecord? {
        guard let digest = state.recordDigest(of: id) else { return nil }
        return try entries.withLock { entries in
            let network = state.network.name
            let entry = entries[network]?[id]
            if let entry, entry.digest == digest {
                entries[network]?[id]?.revision = max(entry.revision, state.revision)
                return entry.encoded
            }
            guard let record = state.record(of: id) else { return nil }
            let encoded = try EncodedPeerRecord(record)
            meter.count { $0.recordsEncoded += 1 }
            // A reader of an older state gets the older record, and does not put it in the newer one's place.
            if entry.map({ $0.revision < state.revision }) ?? true {
                entries[network, default: [:]][id] = Entry(revision: state.revision, digest: digest, encoded: encoded)
            }
            return encoded
        }
    }

    /// What is told of all nodes, in the order of their ids.
    func records(of state: NetworkState) throws -> [EncodedPeerRecord] {
        try maps.withLock { maps in
            // Taken out while it changes: a second owner would make every change a copy.
            guard var map = maps.removeValue(forKey: state.network.name) else {
                return try begin(&maps, with: state)
            }
            if map.isLater(than: state) {
                maps[state.network.name] = map
                return try WholeMap(of: state, encode: record).records
            }
            guard try map.advance(to: state, encode: record) else { return try begin(&maps, with: state) }
            maps[state.network.name] = map
            return map.records
        }
    }

    private func begin(
        _ maps: inout [NetworkName: WholeMap], with state: NetworkState
    ) throws -> [EncodedPeerRecord] {
        let map = try WholeMap(of: state, encode: record)
        maps[state.network.name] = map
        return map.records
    }

    /// The node is gone.
    func forget(_ node: NodeID, in network: NetworkName) {
        entries.withLock { $0[network]?[node] = nil }
    }

    /// Nobody of the network is there to be told.
    func forget(_ network: NetworkName) {
        maps.withLock { $0[network] = nil }
        entries.withLock { $0[network] = nil }
    }

    /// The networks of which something is kept.
    var networks: Set<NetworkName> {
        Set(maps.withLock { Array($0.keys) }).union(entries.withLock { Array($0.keys) })
    }
}
