internal import NetmakerAgentProtocol
internal import NetmakerCore

/// Every node's record in bytes, in the order of the nodes' ids: what all full maps of a network are made from. From
/// one map to the next it costs what has changed.
struct WholeMap: Sendable {
    private var state: NetworkState
    /// All of them, whoever is told.
    private(set) var records: [EncodedPeerRecord]

    /// The record of a node in bytes; nil when others are told of none.
    typealias Encoding = (NodeID, NetworkState) throws -> EncodedPeerRecord?

    init(of state: NetworkState, encode: Encoding) rethrows {
        self.state = state
        records = try state.nodes.keys.sorted().compactMap { try encode($0, state) }
    }

    /// Whether this is a later state of the same network than that.
    func isLater(than other: NetworkState) -> Bool {
        state.network.epoch == other.network.epoch && state.revision > other.revision
    }

    /// Goes on to a later state.
    ///
    /// - Returns: false when it is not known what has changed; the map is then to be made anew.
    mutating func advance(to next: NetworkState, encode: Encoding) rethrows -> Bool {
        guard state.network.epoch == next.network.epoch, state.revision <= next.revision,
            let changed = next.nodesChanged(after: state.revision)
        else { return false }
        // The sums tell whether these are all, before anything is touched.
        var digest = state.recordDigest
        for id in changed {
            if let old = state.recordDigest(of: id) { digest -= old }
            if let new = next.recordDigest(of: id) { digest += new }
        }
        guard digest == next.recordDigest else { return false }
        for id in changed {
            let index = records.firstIndex(notBefore: id)
            let isKnown = index < records.endIndex && records[index].id == id
            switch (isKnown, try encode(id, next)) {
            case (true, let record?): records[index] = record
            case (false, let record?): records.insert(record, at: index)
            case (true, nil): records.remove(at: index)
            case (false, nil): break
            }
        }
        state = next
        return true
    }
}

extension [EncodedPeerRecord] {
    /// Where a node's record stands, or would stand, among records in the order of their ids.
    func firstIndex(notBefore id: NodeID) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
