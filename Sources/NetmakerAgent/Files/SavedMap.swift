internal import Crypto
internal import FoundationEssentials
internal import NetmakerCore

/// What an agent last applied: enough to bring the tunnel up with the server gone.
///
/// The file begins with one line, `netmap <version> sha256 <hex>`, and a line of JSON. The checksum covers the JSON: a
/// file that was cut, or whose disk lied, never becomes a map. What has changed since stands in lines of its own after
/// it (``SavedChange``), so that a change costs what it holds, not what the map holds.
struct SavedMap: Sendable {
    static let currentVersion = 2
    /// Without changes after it; still read.
    private static let versionWithoutChanges = 1
    /// A longer file is not read.
    static let maximumLength = 256 * 1024 * 1024

    /// Of this network among those of the machine: its table and mark are made of it.
    let index: NetworkIndex
    /// What the node was told about itself.
    var configuration: NodeConfiguration
    /// Nil before the first.
    var map: PeerMap?
    /// The server's time when it last told; nil when it never did.
    var serverTime: Timestamp?
}

extension SavedMap {
    /// The whole file, without changes after it.
    func encoded() throws -> [UInt8] { try encodedWithChecksum().bytes }

    /// The same, and its checksum for the change that follows.
    func encodedWithChecksum() throws -> (bytes: [UInt8], checksum: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fields = Fields(
            index: index, configuration: configuration, map: map.map(SavedPeerMap.init), serverTime: serverTime)
        let json = Array(try encoder.encode(fields))
        let checksum = Self.checksum(of: json)
        let heading = "netmap \(Self.currentVersion) sha256 \(checksum)\n"
        return (Array(heading.utf8) + json + [UInt8(ascii: "\n")], checksum)
    }

    /// Reads a file: the map, and what has changed since as far as it is whole.
    ///
    /// - Throws: `SavedFileError` or `DecodingError`.
    init(decoding bytes: [UInt8]) throws {
        let lineBreak = UInt8(ascii: "\n")
        var lines = bytes.split(separator: lineBreak, maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { throw SavedFileError.malformed }
        let words = String(decoding: lines[0], as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, words[0] == "netmap", words[2] == "sha256", let version = Int(words[1]) else {
            throw SavedFileError.malformed
        }
        guard version == Self.currentVersion || version == Self.versionWithoutChanges, String(version) == words[1]
        else { throw SavedFileError.unknownVersion(version) }
        guard words[3].utf8.elementsEqual(Self.checksum(of: lines[1]).utf8) else {
            throw SavedFileError.wrongChecksum
        }
        let fields = try JSONDecoder().decode(Fields.self, from: Data(lines[1]))
        index = fields.index
        configuration = fields.configuration
        map = fields.map?.map
        serverTime = fields.serverTime
        guard version != Self.versionWithoutChanges else {
            guard lines[2].isEmpty else { throw SavedFileError.malformed }
            return
        }
        var checksum = String(words[3])
        while let end = lines[2].firstIndex(of: lineBreak) {
            let line = lines[2][..<end]
            let change: SavedChange
            // What does not fit, and all after it, was not written to its end.
            do { change = try SavedChange(decoding: line, after: checksum) } catch { return }
            guard apply(change) else { return }
            checksum = String(decoding: line.dropFirst("change sha256 ".utf8.count).prefix(64), as: UTF8.self)
            lines[2] = lines[2][(end + 1)...]
        }
    }

    /// - Returns: false, with nothing changed, for a change of another map.
    mutating func apply(_ change: SavedChange) -> Bool {
        if let delta = change.delta {
            do throws(ModelError) { try map?.apply(delta) } catch { return false }
            guard map != nil else { return false }
        }
        configuration = change.configuration ?? configuration
        serverTime = change.serverTime ?? serverTime
        return true
    }

    private static func checksum(of json: some Sequence<UInt8>) -> String {
        Hexadecimal.text(of: SHA256.hash(data: Data(json)))
    }

    private struct Fields: Codable {
        let index: NetworkIndex
        let configuration: NodeConfiguration
        let map: SavedPeerMap?
        let serverTime: Timestamp?
    }
}

/// A peer map as it is saved.
private struct SavedPeerMap: Codable {
    let epoch: Epoch
    let revision: Revision
    let peers: [SavedPeer]
    /// Nil in a file of a release that had none.
    let dnsEntries: [DNSEntry]?

    init(_ map: PeerMap) {
        epoch = map.epoch
        revision = map.revision
        peers = map.peers.values.sorted { $0.id < $1.id }.map(SavedPeer.init)
        dnsEntries = map.dnsEntries.values.sorted { $0.name < $1.name }
    }

    var map: PeerMap {
        PeerMap(epoch: epoch, revision: revision, peers: peers.map(\.record), dnsEntries: dnsEntries ?? [])
    }
}
