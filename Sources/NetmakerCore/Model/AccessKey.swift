/// What admits machines to a network. The secret itself is shown once, when it is made; only its hash is kept.
public struct AccessKey: Hashable, Sendable, Codable {
    /// How many more machines a key admits.
    public enum Uses: Hashable, Sendable {
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
    public var name: AccessKeyName
    public let secretHash: SecretHash
    public var uses: Uses
    /// How many machines it has admitted.
    public var usedCount: Int
    /// When it stops admitting; nil when it never does.
    public var expiresAt: Timestamp?
    /// What each node that it admits is given. One that it admitted keeps what it was given then.
    public var grant: NodeGrant
    public let createdAt: Timestamp
    /// The network's revision at which this key last changed: the ETag of this object.
    public var revision: Revision

    public init(
        id: AccessKeyID, network: NetworkName, name: AccessKeyName, secretHash: SecretHash, uses: Uses,
        usedCount: Int = 0, expiresAt: Timestamp?, grant: NodeGrant = .whenAbsent, createdAt: Timestamp,
        revision: Revision = .zero
    ) {
        self.id = id
        self.network = network
        self.name = name
        self.secretHash = secretHash
        self.uses = uses
        self.usedCount = usedCount
        self.expiresAt = expiresAt
        self.grant = grant
        self.createdAt = createdAt
        self.revision = revision
    }
}

extension AccessKey.Uses: Codable {
    /// Null for an unlimited key, else how many uses are left.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .unlimited : .remaining(try container.decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .unlimited: try container.encodeNil()
        case .remaining(let count): try container.encode(count)
        }
    }
}
