/// A person who may administer the server, or some of its networks.
public struct User: Hashable, Sendable, Codable {
    public let name: UserName
    public var role: Role
    public var password: PasswordHash
    public let createdAt: Timestamp
    /// The directory's revision at which this user last changed: the ETag of this object.
    public var revision: Revision

    public init(
        name: UserName, role: Role, password: PasswordHash, createdAt: Timestamp, revision: Revision = .zero
    ) {
        self.name = name
        self.role = role
        self.password = password
        self.createdAt = createdAt
        self.revision = revision
    }
}
