/// Everything one node is told of its peers, as its agent keeps it.
public struct PeerMap: Hashable, Sendable {
    /// The most peers and names that one may have: more than any network has addresses for that machines can serve.
    public static let maximumCount = 200_000

    /// The life of the network the revision belongs to.
    public private(set) var epoch: Epoch
    public private(set) var revision: Revision
    public private(set) var peers: [NodeID: PeerRecord]
    /// The custom names of the network.
    public private(set) var dnsEntries: [DNSRecordName: DNSEntry] = [:]
    /// The sum of the records' and entries' digests: equal sums mean equal maps.
    public private(set) var digest: MapDigest

    /// A full map. No peers is an explicit statement, not an accident.
    public init(
        epoch: Epoch, revision: Revision, peers: some Sequence<PeerRecord>, dnsEntries: some Sequence<DNSEntry> = []
    ) {
        self.epoch = epoch
        self.revision = revision
        self.peers = [:]
        digest = .zero
        for peer in peers { put(peer) }
        for entry in dnsEntries { put(entry) }
    }

    /// Applies a delta made for this revision.
    ///
    /// - Throws: `ModelError.Code.conflict` when the delta starts elsewhere, leads to another digest than the server
    ///   says, or could make the map larger than ``maximumCount``; the map is unchanged and a full one must be asked
    ///   for.
    public mutating func apply(_ delta: MapDelta) throws(ModelError) {
        try apply(delta, atMost: Self.maximumCount)
    }

    mutating func apply(_ delta: MapDelta, atMost maximumCount: Int) throws(ModelError) {
        guard delta.from == revision else {
            throw ModelError(
                .conflict, message: "a delta from revision \(delta.from) does not fit a map at \(revision)",
                remedy: "ask for a full map")
        }
        // What changes may have been there: where that matters, a full map tells.
        let count = peers.count + dnsEntries.count + delta.changed.count + delta.dnsChanged.count
        guard count <= maximumCount else {
            throw ModelError(
                .conflict, message: "the map at revision \(delta.to) may have more than \(maximumCount) records",
                remedy: "ask for a full map")
        }
        guard digest(after: delta) == delta.digest else {
            throw ModelError(
                .conflict, message: "the map at revision \(delta.to) has another digest than the server's",
                remedy: "ask for a full map")
        }
        for id in delta.removed { peers[id] = nil }
        for record in delta.changed { peers[record.id] = record }
        for name in delta.dnsRemoved { dnsEntries[name] = nil }
        for entry in delta.dnsChanged { dnsEntries[entry.name] = entry }
        digest = delta.digest
        revision = delta.to
    }

    /// Asked before anything is touched, so that a delta that does not fit costs what it holds, not what the map holds.
    private func digest(after delta: MapDelta) -> MapDigest {
        var result = digest
        // Of a record that comes twice the last counts, as when it is put.
        let changed = Dictionary(delta.changed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for id in Set(delta.removed).union(changed.keys) {
            if let old = peers[id] { result -= old.digest }
        }
        for record in changed.values { result += record.digest }
        let entries = Dictionary(delta.dnsChanged.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for name in Set(delta.dnsRemoved).union(entries.keys) {
            if let old = dnsEntries[name] { result -= old.digest }
        }
        for entry in entries.values { result += entry.digest }
        return result
    }

    private mutating func put(_ record: PeerRecord) {
        remove(record.id)
        peers[record.id] = record
        digest += record.digest
    }

    private mutating func put(_ entry: DNSEntry) {
        remove(entry.name)
        dnsEntries[entry.name] = entry
        digest += entry.digest
    }

    private mutating func remove(_ name: DNSRecordName) {
        if let old = dnsEntries.removeValue(forKey: name) { digest -= old.digest }
    }

    private mutating func remove(_ id: NodeID) {
        if let old = peers.removeValue(forKey: id) { digest -= old.digest }
    }
}
