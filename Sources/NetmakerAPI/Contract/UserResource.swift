public import NetmakerCore

/// A user as lists show them.
public struct UserResource: Hashable, Sendable, Codable {
    public let name: UserName
    public let role: Role.Kind
    /// The networks of a network admin, in order; nil for a super admin, who has them all.
    public let networks: [NetworkName]?
    /// Whether a network admin may say what machines run; nil for a super admin, who may.
    public let commands: CommandGrant?
    public let createdAt: Timestamp
    /// The directory's revision at which this user last changed: the ETag.
    public let revision: Revision

    public init(_ user: User) {
        name = user.name
        role = user.role.kind
        switch user.role {
        case .superAdmin: (networks, commands) = (nil, nil)
        case .networkAdmin(let names, let grant): (networks, commands) = (names.sorted(), grant)
        }
        createdAt = user.createdAt
        revision = user.revision
    }
}

/// The body of `POST /users`.
public struct CreateUserRequest: Hashable, Sendable, Codable {
    public var name: UserName
    public var password: ConfidentialText
    public var role: Role.Kind
    /// Those of a network admin; nil for none yet. A super admin has them all.
    public var networks: [NetworkName]?
    /// Whether a network admin may say what machines run; nil for no.
    public var commands: CommandGrant?

    public init(
        name: UserName, password: ConfidentialText, role: Role.Kind, networks: [NetworkName]? = nil,
        commands: CommandGrant? = nil
    ) {
        self.name = name
        self.password = password
        self.role = role
        self.networks = networks
        self.commands = commands
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, password, role, networks, commands }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        password = try fields.required(.password)
        role = try fields.required(.role)
        networks = try fields.optional(.networks)
        commands = try fields.optional(.commands)
    }
}

/// The body of `PATCH /users/{user}`: what is nil stays as it is.
public struct UpdateUserRequest: Hashable, Sendable, Codable {
    /// A super admin who becomes a network admin is one of no network, unless `networks` says otherwise.
    public var role: Role.Kind?
    /// In place of those that the user had.
    public var networks: [NetworkName]?
    public var commands: CommandGrant?

    public init(role: Role.Kind? = nil, networks: [NetworkName]? = nil, commands: CommandGrant? = nil) {
        self.role = role
        self.networks = networks
        self.commands = commands
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case role, networks, commands }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        role = try fields.replacement(.role)
        networks = try fields.replacement(.networks)
        commands = try fields.replacement(.commands)
    }
}

/// The body of `POST /users/{user}/password`.
public struct ResetPasswordRequest: Hashable, Sendable, Codable {
    public let password: ConfidentialText

    public init(password: ConfidentialText) { self.password = password }

    private enum CodingKeys: String, CodingKey, CaseIterable { case password }

    public init(from decoder: any Decoder) throws {
        password = try StrictFields<CodingKeys>(decoder).required(.password)
    }
}
