package import NetmakerAgentProtocol
package import NetmakerControl
package import NetmakerCore

/// What one agent has been told, and what it has to be told next.
///
/// The state that was told is kept: it shares all but what changed since with the present one. From both follows
/// whether the nodes that are said to have changed are all that did: a delta is made only when the digests agree.
package struct MapDelivery {
    /// What comes next.
    package enum Step {
        /// Nothing: the agent has it all.
        case nothing
        /// Nothing yet: the news of what else changed is on its way.
        case wait
        case delta(EncodedMapDelta)
        /// Only the whole map helps.
        case map
    }

    let viewer: NodeID
    private let cache: RecordCache
    /// The state the agent's map is of; nil before it has one.
    private var told: NetworkState?
    /// What changed since.
    private var untold = ChangeFeed.Touched.nodes([])

    package init(viewer: NodeID, cache: RecordCache) {
        self.viewer = viewer
        self.cache = cache
    }

    /// The agent has everything up to this state. To be called when the sending has succeeded, and not before.
    package mutating func sent(_ state: NetworkState) {
        told = state
        untold = .nodes([])
    }

    /// These nodes changed.
    package mutating func note(_ touched: ChangeFeed.Touched) { untold.merge(touched) }

    /// What the agent must be told to have this state.
    package func step(to state: NetworkState) throws -> Step {
        guard let told, told.network.epoch == state.network.epoch else { return .map }
        if state.revision <= told.revision { return .nothing }
        // Whoever takes part only now is told of all, and who does no longer, of nobody.
        guard case .nodes(let nodes) = untold, told.takesPart(viewer) == state.takesPart(viewer) else { return .map }
        guard state.takesPart(viewer) else {
            return .delta(
                EncodedMapDelta(
                    epoch: state.network.epoch, from: told.revision, to: state.revision, changed: [], removed: [],
                    digest: .zero))
        }
        var digest = told.digest(for: viewer)
        var changed: [EncodedPeerRecord] = []
        var removed: [NodeID] = []
        for id in nodes.sorted() where id != viewer {
            let old = told.recordDigest(of: id)
            let new = state.recordDigest(of: id)
            guard old != new else { continue }
            if let old { digest -= old }
            if let new, let record = try cache.record(of: id, in: state) {
                digest += new
                changed.append(record)
            } else {
                removed.append(id)
            }
        }
        let names: (changed: [DNSEntry], removed: [DNSRecordName])
        if told.dnsDigest == state.dnsDigest {
            names = ([], [])
        } else {
            guard let touched = state.dnsRecordsChanged(after: told.revision) else { return .map }
            names = Self.entries(
                touched.filter { told.dnsRecords[$0]?.entry != state.dnsRecords[$0]?.entry }, of: state)
            digest -= told.dnsDigest
            digest += state.dnsDigest
        }
        guard digest == state.digest(for: viewer) else { return .wait }
        return .delta(
            EncodedMapDelta(
                epoch: state.network.epoch, from: told.revision, to: state.revision, changed: changed, removed: removed,
                dnsChanged: names.changed, dnsRemoved: names.removed, digest: digest))
    }

    /// What an agent must be told that says it has the map of a revision, whose state is not at hand.
    ///
    /// - Parameter touched: what changed since, or more.
    /// - Returns: nil when only the whole map helps, since the agent had none, or is to have none.
    func delta(
        since position: MapPosition, to state: NetworkState, touched: ControlPlane.Touched
    ) throws -> EncodedMapDelta? {
        guard position.digest != .zero, state.takesPart(viewer) else { return nil }
        let names = Self.entries(touched.dnsRecords, of: state)
        let touched = touched.nodes.subtracting([viewer]).sorted()
        return EncodedMapDelta(
            epoch: state.network.epoch, from: position.revision, to: state.revision,
            changed: try touched.compactMap { try cache.record(of: $0, in: state) },
            removed: touched.filter { state.recordDigest(of: $0) == nil }, dnsChanged: names.changed,
            dnsRemoved: names.removed, digest: state.digest(for: viewer))
    }

    /// What has become of these custom names.
    private static func entries(
        _ names: Set<DNSRecordName>, of state: NetworkState
    ) -> (changed: [DNSEntry], removed: [DNSRecordName]) {
        let names = names.sorted()
        return (names.compactMap { state.dnsRecords[$0]?.entry }, names.filter { state.dnsRecords[$0] == nil })
    }

    /// The whole map in chunks that fit a frame, one at least: no peers is an explicit statement.
    package func chunks(of state: NetworkState) throws -> [MapChunk] {
        var groups: [[EncodedPeerRecord]] = []
        var group: [EncodedPeerRecord] = []
        var size = 0
        let records = state.takesPart(viewer) ? try cache.records(of: state) : []
        for record in records where state.isVisible(record.id, to: viewer) {
            if size + record.byteCount > FrameSize.target {
                groups.append(group)
                group = []
                size = 0
            }
            group.append(record)
            size += record.byteCount
        }
        groups.append(group)
        // Without custom names, all is in the chunks of the records.
        let names =
            state.takesPart(viewer) ? state.dnsRecords.values.map(\.entry).sorted { $0.name < $1.name } : []
        let nameGroups = stride(from: 0, to: names.count, by: Self.entriesInChunk).map { start in
            Array(names[start..<min(start + Self.entriesInChunk, names.count)])
        }
        let parts = groups.map { (records: $0, names: [DNSEntry]()) } + nameGroups.map { (records: [], names: $0) }
        return parts.enumerated().map { index, part in
            MapChunk(
                epoch: state.network.epoch, revision: state.revision, records: part.records, dnsEntries: part.names,
                digest: index == parts.count - 1 ? state.digest(for: viewer) : nil)
        }
    }

    /// An entry has 512 bytes at most: a name of 120, and 16 addresses of 18 with a few around each.
    private static let entriesInChunk = FrameSize.target / 512
}
