public import NetmakerCore

/// An API token as lists show it: everything but the secret, which the server does not have.
public struct APITokenResource: Hashable, Sendable, Codable {
    public let id: APITokenID
    public let user: UserName
    public let name: APITokenName
    public let access: APIToken.Access
    /// The networks it is for, in order; nil for all that its user may administer, and for the server where the user
    /// may that.
    public let networks: [NetworkName]?
    /// When it stops; nil when it never does.
    public let expiresAt: Timestamp?
    public let createdAt: Timestamp
    /// The directory's revision at which it last changed: the ETag.
    public let revision: Revision

    public init(_ token: APIToken) {
        id = token.id
        user = token.user
        name = token.name
        access = token.access
        networks = token.networks?.sorted()
        expiresAt = token.expiresAt
        createdAt = token.createdAt
        revision = token.revision
    }
}

/// The body of `POST /account/tokens`.
public struct CreateAPITokenRequest: Hashable, Sendable, Codable {
    public var name: APITokenName
    /// Nil for all that its user may.
    public var access: APIToken.Access?
    /// Nil for all that its user may administer.
    public var networks: [NetworkName]?
    /// In how many seconds it stops; nil for never. A duration, so that the asker's clock does not matter.
    public var expiresInSeconds: Int?

    public init(
        name: APITokenName, access: APIToken.Access? = nil, networks: [NetworkName]? = nil, expiresInSeconds: Int? = nil
    ) {
        self.name = name
        self.access = access
        self.networks = networks
        self.expiresInSeconds = expiresInSeconds
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, access, networks, expiresInSeconds }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        access = try fields.optional(.access)
        networks = try fields.optional(.networks)
        expiresInSeconds = try fields.lifetime(ofA: "token", .expiresInSeconds)
    }
}

/// The answer to `POST /account/tokens`: the only one that ever holds the token's text.
public struct CreatedAPITokenResource: Hashable, Sendable, Codable {
    /// What goes into `Authorization: Bearer`, or into `NMCTL_TOKEN`.
    public let token: ConfidentialText
    public let apiToken: APITokenResource

    public init(token: ConfidentialText, apiToken: APITokenResource) {
        self.token = token
        self.apiToken = apiToken
    }
}
