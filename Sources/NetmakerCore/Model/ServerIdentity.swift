/// Who this server is. Not its TLS key: that may change, this never does.
public struct ServerIdentity: Hashable, Sendable, Codable {
    public let id: ServerID
    public let createdAt: Timestamp

    public init(id: ServerID, createdAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
    }
}
