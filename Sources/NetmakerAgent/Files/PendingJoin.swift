internal import FoundationEssentials
internal import NetmakerCore

/// The keys of a join whose outcome is not known. The server may have admitted the machine though its reply was lost:
/// the next join with the same identity gets the same node and spends no second use.
struct PendingJoin: Sendable {
    static let currentVersion = 1

    let server: ServerAddress
    let identity: IdentityPrivateKey
    let key: PrivateKey

    /// The file's content, secrets included.
    func encodedRevealingSecret() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let fields = Fields(
            version: Self.currentVersion, server: server, identity: identity.base64RevealingSecret(),
            key: key.base64RevealingSecret())
        return Array(try encoder.encode(fields)) + [UInt8(ascii: "\n")]
    }

    /// - Throws: `DecodingError` or `ModelError`; neither repeats a secret.
    init(decoding bytes: [UInt8]) throws {
        let fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
        guard fields.version == Self.currentVersion else { throw SavedFileError.unknownVersion(fields.version) }
        server = fields.server
        identity = try IdentityPrivateKey(parsing: fields.identity)
        key = try PrivateKey(parsing: fields.key)
    }

    init(server: ServerAddress, identity: IdentityPrivateKey, key: PrivateKey) {
        self.server = server
        self.identity = identity
        self.key = key
    }

    private struct Fields: Codable {
        let version: Int
        let server: ServerAddress
        let identity: String
        let key: String
    }
}
