/// What admits machines to a network. The secret itself is shown once, when it is made; only its hash is kept.
public struct AccessKey: Hashable, Sendable, Codable {
    /// How many more machines a key admits.
    public enum Uses: Hashable, Sendable, Codable {
        case unlimited
        /// 0 when spent.
        case remaining(Int)

        public var isSpent: Bool { self == .remaining(0) }

        /// One use fewer; a spent key stays spent.
        public var afterOneUse: Uses {
            switch self {
            case .unlimited: .unlimited
            case .remaining(let count): .remaining(max(0, count - 1))
            }
        }
    }

    public let id: AccessKeyID
    public let network: NetworkName
    /// Unique among the network's keys.
    public let name: AccessKeyName
    public let secretHash: SecretHash
    public var uses: Uses
    /// How many machines it has admitted.
    public var usedCount: Int
    /// When it stops admitting; nil when it never does.
    public let expiresAt: Timestamp?
    public let createdAt: Timestamp
    /// The network's revision at which this key last changed: the ETag of this object.
    public var revision: Revision

    public init(
        id: AccessKeyID, network: NetworkName, name: AccessKeyName, secretHash: SecretHash, uses: Uses,
        usedCount: Int = 0, expiresAt: Timestamp?, createdAt: Timestamp, revision: Revision = .zero
    ) {
        self.id = id
        self.network = network
        self.name = name
        self.secretHash = secretHash
        self.uses = uses
        self.usedCount = usedCount
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.revision = revision
    }
}
