internal import FoundationEssentials
internal import NetmakerCore

/// What makes this machine a node of a network: who it is to the server, and how it knows the server. A secret.
struct Credential: Sendable {
    static let currentVersion = 1

    let network: NetworkName
    let node: NodeID
    let server: ServerID
    /// Where the server is reached.
    let address: ServerAddress
    /// Where people reach the server; nil when the join did not say.
    let api: ServerAddress?
    /// The TLS keys the server may show, those it announced included; empty means that the system's trusted roots
    /// decide.
    var pins: [CertificatePin]
    /// Who the agent is, for ever.
    let identity: IdentityPrivateKey
    /// The interface it joined with: what is taken down when nothing else tells.
    let interface: InterfaceName
    /// The UDP port it joined with: what is reported when nothing else tells.
    let listenPort: ListenPort
    let joinedAt: Timestamp
    /// Whether the owner lets the server have commands run as root. Said at the join, and by nobody later.
    var remoteCommands: RemoteCommandPolicy = .refuse
    /// Whether the owner has joined in spite of addresses that another network has, or would have.
    var overlapPolicy: MembershipRequest.OverlapPolicy = .refuse
}

extension Credential {
    /// The file's content, secret included.
    func encodedRevealingSecret() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let fields = Fields(
            version: Self.currentVersion, network: network, node: node, serverID: server, server: address, api: api,
            pins: pins, identity: identity.base64RevealingSecret(), interface: interface, listenPort: listenPort,
            joinedAt: joinedAt, remoteCommands: remoteCommands == .allow ? .allow : nil,
            overlapPolicy: overlapPolicy == .accept ? .accept : nil)
        return Array(try encoder.encode(fields)) + [UInt8(ascii: "\n")]
    }

    /// - Throws: `DecodingError` or `ModelError`; neither repeats the secret.
    init(decoding bytes: [UInt8]) throws {
        let fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
        guard fields.version == Self.currentVersion else { throw SavedFileError.unknownVersion(fields.version) }
        self.init(
            network: fields.network, node: fields.node, server: fields.serverID, address: fields.server,
            api: fields.api, pins: fields.pins, identity: try IdentityPrivateKey(parsing: fields.identity),
            interface: fields.interface, listenPort: fields.listenPort, joinedAt: fields.joinedAt,
            remoteCommands: fields.remoteCommands ?? .refuse, overlapPolicy: fields.overlapPolicy ?? .refuse)
    }

    private struct Fields: Codable {
        let version: Int
        let network: NetworkName
        let node: NodeID
        let serverID: ServerID
        let server: ServerAddress
        let api: ServerAddress?
        let pins: [CertificatePin]
        let identity: String
        let interface: InterfaceName
        let listenPort: ListenPort
        let joinedAt: Timestamp
        /// Absent from files of older releases, and where the owner said nothing.
        let remoteCommands: RemoteCommandPolicy?
        /// The same.
        let overlapPolicy: MembershipRequest.OverlapPolicy?
    }
}

/// Why a saved file is not one of ours.
enum SavedFileError: Error, Hashable, CustomStringConvertible {
    case unknownVersion(Int)
    /// It does not begin as it must, or ends too early.
    case malformed
    /// Its content is not what was written.
    case wrongChecksum

    var description: String {
        switch self {
        case .unknownVersion(let version): "it has format version \(version), which this release does not know"
        case .malformed: "it is cut or not such a file"
        case .wrongChecksum: "its checksum does not fit its content"
        }
    }
}
