internal import Crypto
internal import FoundationEssentials
internal import NetmakerCore

/// What an agent last applied: enough to bring the tunnel up with the server gone.
///
/// The file is one line, `netmap <version> sha256 <hex>`, and JSON after it. The checksum covers the JSON: a file that
/// was cut, or whose disk lied, never becomes a map.
struct SavedMap: Sendable {
    static let currentVersion = 1
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
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fields = Fields(
            index: index, configuration: configuration, map: map.map(SavedPeerMap.init), serverTime: serverTime)
        let json = Array(try encoder.encode(fields))
        return Array("\(Self.heading(over: json))\n".utf8) + json + [UInt8(ascii: "\n")]
    }

    /// - Throws: `SavedFileError` or `DecodingError`.
    init(decoding bytes: [UInt8]) throws {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), bytes.last == UInt8(ascii: "\n"),
            end + 1 < bytes.count
        else { throw SavedFileError.malformed }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
        guard words.count == 4, words[0] == "netmap", let version = Int(words[1]) else {
            throw SavedFileError.malformed
        }
        guard version == Self.currentVersion else { throw SavedFileError.unknownVersion(version) }
        let json = Array(bytes[(end + 1)..<(bytes.count - 1)])
        guard Array(bytes[..<end]) == Array(Self.heading(over: json).utf8) else { throw SavedFileError.wrongChecksum }
        let fields = try JSONDecoder().decode(Fields.self, from: Data(json))
        index = fields.index
        configuration = fields.configuration
        map = fields.map?.map
        serverTime = fields.serverTime
    }

    private static func heading(over json: [UInt8]) -> String {
        "netmap \(currentVersion) sha256 \(Hexadecimal.text(of: SHA256.hash(data: json)))"
    }

    private struct Fields: Codable {
        let index: NetworkIndex
        let configuration: NodeConfiguration
        let map: SavedPeerMap?
        let serverTime: Timestamp?
    }
}

/// A peer map as it is saved. Not the wire's form: a release that changes the protocol still reads its own files.
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

private struct SavedPeer: Codable {
    let id: NodeID
    let name: NodeName
    let publicKey: PublicKey
    let ipv4: IPv4Address?
    let ipv6: IPv6Address?
    let candidates: EndpointCandidates
    // Absent from files that older releases wrote, as where there is none of it.
    let nextPublicKey: PublicKey?
    let ranges: [IPPrefix]?
    let clients: [ClientName]?
    let expiresAt: Timestamp?
    let isRelay: Bool?

    init(_ record: PeerRecord) {
        id = record.id
        name = record.name
        publicKey = record.publicKey
        ipv4 = record.ipv4
        ipv6 = record.ipv6
        candidates = record.candidates
        nextPublicKey = record.nextPublicKey
        ranges = record.ranges.isEmpty ? nil : record.ranges
        clients = record.clients.isEmpty ? nil : record.clients
        expiresAt = record.expiresAt
        isRelay = record.isRelay ? true : nil
    }

    var record: PeerRecord {
        PeerRecord(
            id: id, name: name, publicKey: publicKey, nextPublicKey: nextPublicKey, ipv4: ipv4, ipv6: ipv6,
            ranges: ranges ?? [], clients: clients ?? [], candidates: candidates, expiresAt: expiresAt,
            isRelay: isRelay ?? false)
    }
}
