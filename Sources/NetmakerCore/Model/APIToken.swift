/// What a script shows instead of a session: it may do what its user may, or less. The secret is shown once, when it is
/// made; only its hash is kept.
public struct APIToken: Hashable, Sendable, Codable {
    /// What it may do with what it sees.
    public enum Access: Word {
        case readOnly
        case readWrite

        public static var noun: String { "an access" }
        public static var field: String { "access" }

        public var description: String {
            switch self {
            case .readOnly: "readOnly"
            case .readWrite: "readWrite"
            }
        }
    }

    public let id: APITokenID
    public let user: UserName
    /// Unique among the user's tokens.
    public let name: APITokenName
    public let secretHash: SecretHash
    public let access: Access
    /// The networks it is for; nil for all that its user may administer, and for the server where the user may that.
    public var networks: Set<NetworkName>?
    /// When it stops; nil when it never does.
    public let expiresAt: Timestamp?
    public let createdAt: Timestamp
    /// The directory's revision at which it last changed.
    public var revision: Revision

    public init(
        id: APITokenID, user: UserName, name: APITokenName, secretHash: SecretHash, access: Access,
        networks: Set<NetworkName>? = nil, expiresAt: Timestamp? = nil, createdAt: Timestamp, revision: Revision = .zero
    ) {
        self.id = id
        self.user = user
        self.name = name
        self.secretHash = secretHash
        self.access = access
        self.networks = networks
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.revision = revision
    }

    /// Whether it is good at this time.
    public func isLive(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }
}

/// The text of a token: what people and scanners for leaked secrets know it by, and the secret.
extension Secret {
    private static let mark = "nmt_"

    /// A token as its holder has it.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it does not begin as one, or goes on as none. The text itself is
    ///   never repeated in the error.
    public init(parsingAPIToken text: String) throws(ModelError) {
        guard text.hasPrefix(Self.mark) else {
            throw ModelError(
                .invalidValue, field: "token", message: "an API token begins with \(Self.mark)",
                remedy: "copy it again, whole; it is shown only once, so make a new one if it is lost")
        }
        try self.init(parsing: String(text.dropFirst(Self.mark.count)))
    }

    /// The token for the answer that shows it to its owner.
    public func revealedAsAPIToken() -> String { Self.mark + revealed() }
}
