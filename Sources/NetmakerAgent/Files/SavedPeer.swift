internal import NetmakerCore

/// A peer's record as it is saved. Not the wire's form: a release that changes the protocol still reads its own files.
struct SavedPeer: Codable {
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
