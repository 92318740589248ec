internal import Crypto
internal import FoundationEssentials
internal import NetmakerCore

/// What has changed since a map was saved: one line, `change sha256 <hex> <JSON>`, at the end of the file.
///
/// The checksum covers that of what stands before it, too: a line counts where it was written and nowhere else, and the
/// first that does not fit ends the file. So what a crash left of a line takes nothing with it.
struct SavedChange: Sendable {
    /// Nil: what the node is told about itself stands.
    var configuration: NodeConfiguration?
    /// The server's time when it last told; nil when it never did.
    var serverTime: Timestamp?
    /// Nil: the map stands.
    var delta: MapDelta?

    /// The line, and its checksum for the line that follows.
    ///
    /// - Parameter checksum: of what stands before it.
    func encoded(after checksum: String) throws -> (bytes: [UInt8], checksum: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = Array(
            try encoder.encode(
                Fields(configuration: configuration, serverTime: serverTime, delta: delta.map(SavedDelta.init))))
        let own = Self.checksum(of: json, after: checksum)
        return (Array("change sha256 \(own) ".utf8) + json + [UInt8(ascii: "\n")], own)
    }

    /// Reads a line, without its end.
    ///
    /// - Throws: `SavedFileError` or `DecodingError`.
    init(decoding line: some Collection<UInt8>, after checksum: String) throws {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        guard words.count == 4, words[0].elementsEqual("change".utf8), words[1].elementsEqual("sha256".utf8) else {
            throw SavedFileError.malformed
        }
        guard words[2].elementsEqual(Self.checksum(of: words[3], after: checksum).utf8) else {
            throw SavedFileError.wrongChecksum
        }
        let fields = try JSONDecoder().decode(Fields.self, from: Data(words[3]))
        configuration = fields.configuration
        serverTime = fields.serverTime
        delta = fields.delta?.delta
    }

    init(configuration: NodeConfiguration? = nil, serverTime: Timestamp?, delta: MapDelta? = nil) {
        self.configuration = configuration
        self.serverTime = serverTime
        self.delta = delta
    }

    private static func checksum(of json: some Sequence<UInt8>, after checksum: String) -> String {
        var hash = SHA256()
        hash.update(data: Data(checksum.utf8))
        hash.update(data: Data(json))
        return Hexadecimal.text(of: hash.finalize())
    }

    private struct Fields: Codable {
        let configuration: NodeConfiguration?
        let serverTime: Timestamp?
        let delta: SavedDelta?
    }
}

private struct SavedDelta: Codable {
    let from: Revision
    let to: Revision
    // Absent where there is none of it.
    let changed: [SavedPeer]?
    let removed: [NodeID]?
    let dnsChanged: [DNSEntry]?
    let dnsRemoved: [DNSRecordName]?
    let digest: MapDigest

    init(_ delta: MapDelta) {
        from = delta.from
        to = delta.to
        changed = delta.changed.isEmpty ? nil : delta.changed.map(SavedPeer.init)
        removed = delta.removed.isEmpty ? nil : delta.removed
        dnsChanged = delta.dnsChanged.isEmpty ? nil : delta.dnsChanged
        dnsRemoved = delta.dnsRemoved.isEmpty ? nil : delta.dnsRemoved
        digest = delta.digest
    }

    var delta: MapDelta {
        MapDelta(
            from: from, to: to, changed: (changed ?? []).map(\.record), removed: removed ?? [],
            dnsChanged: dnsChanged ?? [], dnsRemoved: dnsRemoved ?? [], digest: digest)
    }
}
