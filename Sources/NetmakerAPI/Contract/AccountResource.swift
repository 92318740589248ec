public import NetmakerCore

/// Who asks, and by what: a session, or an API token.
public struct AccountResource: Hashable, Sendable, Codable {
    public let user: UserResource
    /// The session that this was asked in; nil for a token.
    public let session: LoginSessionResource?
    /// The token that this was asked with; nil for a session.
    public let token: APITokenResource?

    public init(user: UserResource, session: LoginSessionResource?, token: APITokenResource?) {
        self.user = user
        self.session = session
        self.token = token
    }
}

/// The body of `POST /account/password`.
public struct ChangePasswordRequest: Hashable, Sendable, Codable {
    public let currentPassword: ConfidentialText
    /// The one to come.
    public let password: ConfidentialText

    public init(currentPassword: ConfidentialText, password: ConfidentialText) {
        self.currentPassword = currentPassword
        self.password = password
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case currentPassword, password }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        currentPassword = try fields.required(.currentPassword)
        password = try fields.required(.password)
    }
}

/// A session as lists show it: without its token, which the server does not have.
public struct LoginSessionResource: Hashable, Sendable, Codable {
    public let id: SessionID
    public let user: UserName
    public let createdAt: Timestamp
    public let expiresAt: Timestamp
    /// Whether it is the one this was asked in.
    public let isCurrent: Bool

    public init(_ session: LoginSession, current: SessionID?) {
        id = session.id
        user = session.user
        createdAt = session.createdAt
        expiresAt = session.expiresAt
        isCurrent = session.id == current
    }
}
