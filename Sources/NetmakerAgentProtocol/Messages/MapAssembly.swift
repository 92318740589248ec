public import NetmakerCore

/// A full map on its way in, chunk by chunk.
public struct MapAssembly: Sendable {
    private var first: MapChunk?
    private var peers: [PeerRecord] = []
    private var dnsEntries: [DNSEntry] = []

    public init() {}

    /// Adds the next chunk.
    ///
    /// - Returns: the map, once its last chunk is in; nil before.
    /// - Throws: `AgentProtocolError.Code.malformed` when the chunk is of another map than those before it, or the
    ///   whole has another digest than the server says. What was gathered must be thrown away.
    public mutating func add(_ chunk: MapChunk) throws(AgentProtocolError) -> PeerMap? {
        let first = first ?? chunk
        self.first = first
        guard chunk.epoch == first.epoch, chunk.revision == first.revision else {
            throw AgentProtocolError(
                .malformed,
                message: "a chunk of revision \(chunk.revision) came in a map of revision \(first.revision)",
                remedy: "open a new session")
        }
        peers += chunk.records.map(\.record)
        dnsEntries += chunk.dnsEntries
        guard let digest = chunk.digest else { return nil }
        let map = PeerMap(epoch: first.epoch, revision: first.revision, peers: peers, dnsEntries: dnsEntries)
        guard map.digest == digest else {
            throw AgentProtocolError(
                .malformed, message: "the map of revision \(first.revision) has another digest than the server says",
                remedy: "open a new session without a position")
        }
        return map
    }
}
