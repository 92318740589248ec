internal import NetmakerCore

/// What a node was told, and has not written down: by name where it is little, so that writing costs what has changed.
enum Unwritten {
    case nothing
    case some(Parts)
    /// Nothing is known to be written.
    case everything

    struct Parts {
        var hasConfiguration = false
        /// The map's revision that is written; nil while the map has not changed since.
        var since: Revision?
        var nodes: Set<NodeID> = []
        var names: Set<DNSRecordName> = []
    }

    /// What is to be written.
    enum Content {
        case whole(SavedMap)
        case change(SavedChange)
    }

    mutating func addConfiguration() { update { $0.hasConfiguration = true } }

    mutating func add(_ delta: MapDelta, since former: Revision) {
        update { parts in
            parts.since = parts.since ?? former
            parts.nodes.formUnion(delta.removed)
            parts.nodes.formUnion(delta.changed.lazy.map(\.id))
            parts.names.formUnion(delta.dnsRemoved)
            parts.names.formUnion(delta.dnsChanged.lazy.map(\.name))
        }
    }

    private mutating func update(_ change: (inout Parts) -> Void) {
        var parts: Parts
        switch self {
        case .nothing: parts = Parts()
        case .some(let known): parts = known
        case .everything: return
        }
        // Held in one place while it changes, so that it is not copied.
        self = .nothing
        change(&parts)
        self = .some(parts)
    }

    /// - Returns: the change, from what is written to what is now; all of it where no less will do.
    func content(
        of map: PeerMap?, _ configuration: NodeConfiguration, index: NetworkIndex, serverTime: Timestamp?
    ) -> Content {
        let parts: Parts
        switch self {
        case .nothing: parts = Parts()
        case .some(let known): parts = known
        case .everything:
            return .whole(
                SavedMap(index: index, configuration: configuration, map: map, serverTime: serverTime))
        }
        return .change(
            SavedChange(
                configuration: parts.hasConfiguration ? configuration : nil, serverTime: serverTime,
                delta: map.flatMap(parts.delta)))
    }
}

extension Unwritten.Parts {
    /// From what is written to what is now; nil when that is the same.
    fileprivate func delta(to map: PeerMap) -> MapDelta? {
        guard let since else { return nil }
        return MapDelta(
            from: since, to: map.revision, changed: nodes.sorted().compactMap { map.peers[$0] },
            removed: nodes.sorted().filter { map.peers[$0] == nil },
            dnsChanged: names.sorted().compactMap { map.dnsEntries[$0] },
            dnsRemoved: names.sorted().filter { map.dnsEntries[$0] == nil }, digest: map.digest)
    }
}
