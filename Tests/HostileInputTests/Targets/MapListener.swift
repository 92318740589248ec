import NetmakerAgentProtocol
import NetmakerCore

/// Hears of a map in chunks and deltas as an agent does, and in a plainer way beside it: both must come to the same.
struct MapListener {
    private var assembly = MapAssembly()
    private var map = PeerMap(epoch: Epoch(rawValue: 1), revision: .zero, peers: [])
    /// The plainer way.
    private var peers: [NodeID: PeerRecord] = [:]
    private var gathered: [PeerRecord] = []

    mutating func hear(_ chunk: MapChunk) throws {
        gathered += chunk.records.map(\.record)
        let whole = Self.last(of: gathered)
        // Chance never finds a digest: it is put right, and a chunk with the one that came is tried as well.
        let mended = MapChunk(
            epoch: chunk.epoch, revision: chunk.revision, records: chunk.records,
            digest: chunk.digest.map { _ in Self.digest(of: whole) })
        var other = assembly
        do {
            if let map = try other.add(chunk) { try require(map.digest == chunk.digest, "a false digest is believed") }
        } catch let error as AgentProtocolError {
            try WireRoundTrip.check(error)
        }
        do {
            guard let map = try assembly.add(mended) else { return }
            peers = whole
            self.map = map
            try agree()
        } catch let error as AgentProtocolError {
            try WireRoundTrip.check(error)
        }
        gathered = []
        assembly = MapAssembly()
    }

    mutating func hear(_ delta: EncodedMapDelta) throws {
        var other = map
        do {
            try other.apply(delta.decoded)
            try require(other.digest == delta.digest, "a false digest is believed")
        } catch let error as ModelError {
            try ErrorText.check(error)
            try require(other == map, "a delta that was refused has changed the map")
        }
        for id in delta.removed { peers[id] = nil }
        for record in delta.changed { peers[record.id] = record.record }
        let mended = MapDelta(
            from: map.revision, to: delta.to, changed: delta.changed.map(\.record), removed: delta.removed,
            digest: Self.digest(of: peers))
        do throws(ModelError) { try map.apply(mended) } catch { throw Broken("a delta that fits is refused: \(error)") }
        try agree()
    }

    private func agree() throws(Broken) {
        try require(map.peers == peers, "the map has other peers than were told")
        try require(map.digest == Self.digest(of: peers), "the map's digest is not its peers'")
    }

    private static func last(of records: [PeerRecord]) -> [NodeID: PeerRecord] {
        Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    private static func digest(of peers: [NodeID: PeerRecord]) -> MapDigest {
        peers.values.reduce(into: .zero) { $0 += $1.digest }
    }
}
