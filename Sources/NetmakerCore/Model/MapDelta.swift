/// What changed in a map between two revisions of one epoch.
public struct MapDelta: Hashable, Sendable {
    /// The revision it applies to.
    public let from: Revision
    /// The revision it leads to.
    public let to: Revision
    /// Records that are new or changed, whole.
    public let changed: [PeerRecord]
    /// Peers that are no longer told.
    public let removed: [NodeID]
    /// Custom names that are new or stand for something else.
    public let dnsChanged: [DNSEntry]
    /// Custom names that are no more.
    public let dnsRemoved: [DNSRecordName]
    /// The digest of the map after it.
    public let digest: MapDigest

    public init(
        from: Revision, to: Revision, changed: [PeerRecord], removed: [NodeID], dnsChanged: [DNSEntry] = [],
        dnsRemoved: [DNSRecordName] = [], digest: MapDigest
    ) {
        self.from = from
        self.to = to
        self.changed = changed
        self.removed = removed
        self.dnsChanged = dnsChanged
        self.dnsRemoved = dnsRemoved
        self.digest = digest
    }
}
