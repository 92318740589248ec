/// A person who may administer the server.
public struct User: Hashable, Sendable, Codable {
    public let name: UserName
    public var password: PasswordHash
    public let createdAt: Timestamp
    /// The directory's revision at which this user last changed: the ETag of this object.
    public var revision: Revision

    public init(name: UserName, password: PasswordHash, createdAt: Timestamp, revision: Revision = .zero) {
        self.name = name
        self.password = password
        self.createdAt = createdAt
        self.revision = revision
    }
}

/// A person's session, from login to logout or expiry. The bearer token is known to its holder only.
public struct LoginSession: Hashable, Sendable, Codable {
    public let id: SessionID
    public let user: UserName
    public let tokenHash: SecretHash
    public let createdAt: Timestamp
    public let expiresAt: Timestamp

    public init(id: SessionID, user: UserName, tokenHash: SecretHash, createdAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.user = user
        self.tokenHash = tokenHash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// A password as it is kept: scrypt (RFC 7914) with its salt and parameters. Never printed.
public struct PasswordHash: Hashable, Sendable, Codable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The cost parameter N, a power of two.
    public let cost: Int
    /// The block size r.
    public let blockSize: Int
    /// The parallelization p.
    public let parallelization: Int
    public let salt: [UInt8]
    public let derivedKey: [UInt8]

    public init(cost: Int, blockSize: Int, parallelization: Int, salt: [UInt8], derivedKey: [UInt8]) {
        self.cost = cost
        self.blockSize = blockSize
        self.parallelization = parallelization
        self.salt = salt
        self.derivedKey = derivedKey
    }

    public var description: String { "PasswordHash(redacted)" }
    public var debugDescription: String { description }
}

extension PasswordHash: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
