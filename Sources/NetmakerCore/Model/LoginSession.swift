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
