import NetmakerCore

/// Digests, summed up the plain way: over every record there is, each time. Two different records never have one
/// digest, so equal digests mean equal maps.
struct DigestBook {
    private var records: [MapDigest: PeerRecord] = [:]
    private var known: [NodeID: (record: PeerRecord, digest: MapDigest)] = [:]

    /// The digest of each record of a view.
    mutating func digests(of view: PlainOutlook.View) throws -> [NodeID: MapDigest] {
        var digests: [NodeID: MapDigest] = [:]
        for (node, record) in view.records {
            if let known = known[node], known.record == record {
                digests[node] = known.digest
                continue
            }
            let digest = record.digest
            if let other = records.updateValue(record, forKey: digest), other != record {
                throw Difference("\(record) and \(other) have one digest")
            }
            known[node] = (record, digest)
            digests[node] = digest
        }
        return digests
    }
}

extension PlainOutlook.View {
    /// What all custom names add to the digest of what a node is told.
    var entriesDigest: MapDigest {
        MapDigest(rawValue: entries.values.reduce(0) { $0 &+ $1.digest.rawValue })
    }
}

extension [NodeID: MapDigest] {
    /// The digest of what a node is told.
    func sum(for viewer: NodeID) -> MapDigest {
        var sum: UInt128 = 0
        for (node, digest) in self where node != viewer { sum &+= digest.rawValue }
        return MapDigest(rawValue: sum)
    }
}
