public import NetmakerCore

/// A full map on its way in, chunk by chunk.
public struct MapAssembly: Sendable {
    /// The most bytes that its records may have travelled as.
    static let maximumLength = 64 * 1024 * 1024

    private let maximumCount: Int
    private let maximumLength: Int
    private var length = 0
    private var first: MapChunk?
    private var peers: [PeerRecord] = []
    private var dnsEntries: [DNSEntry] = []

    public init() { self.init(maximumCount: PeerMap.maximumCount, maximumLength: Self.maximumLength) }

    init(maximumCount: Int, maximumLength: Int) {
        self.maximumCount = maximumCount
        self.maximumLength = maximumLength
    }

    /// Adds the next chunk.
    ///
    /// - Returns: the map, once its last chunk is in; nil before.
    /// - Throws: `AgentProtocolError.Code.malformed` when the chunk is of another map than those before it, the map
    ///   has no end, or the whole has another digest than the server says. What was gathered must be thrown away.
    public mutating func add(_ chunk: MapChunk) throws(AgentProtocolError) -> PeerMap? {
        let first = first ?? chunk
        self.first = first
        guard chunk.epoch == first.epoch, chunk.revision == first.revision else {
            throw AgentProtocolError(
                .malformed,
                message: "a chunk of revision \(chunk.revision) came in a map of revision \(first.revision)",
                remedy: "open a new session")
        }
        length += chunk.records.reduce(0) { $0 + $1.byteCount }
        let count = peers.count + dnsEntries.count + chunk.records.count + chunk.dnsEntries.count
        guard count <= maximumCount, length <= maximumLength else {
            throw AgentProtocolError(
                .malformed,
                message: "the map of revision \(first.revision) is longer than \(maximumCount) records or "
                    + "\(maximumLength) bytes",
                remedy: "see what the server sends; no network is so large")
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
