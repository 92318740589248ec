public import NetmakerCore

/// The body of `POST /setup`: the first admin, made by who can read the server's setup code.
public struct SetupRequest: Hashable, Sendable, Codable {
    public let code: ConfidentialText
    public let user: UserName
    public let password: ConfidentialText

    public init(code: ConfidentialText, user: UserName, password: ConfidentialText) {
        self.code = code
        self.user = user
        self.password = password
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case code, user, password }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        code = try fields.required(.code)
        user = try fields.required(.user)
        password = try fields.required(.password)
    }
}

/// The body of `POST /login`.
public struct LoginRequest: Hashable, Sendable, Codable {
    public let user: UserName
    public let password: ConfidentialText

    public init(user: UserName, password: ConfidentialText) {
        self.user = user
        self.password = password
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case user, password }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        user = try fields.required(.user)
        password = try fields.required(.password)
    }
}

/// The answer to `POST /setup` and `POST /login`: an open session. Its token is shown in this answer only, and goes
/// into `Authorization: Bearer` of every request of the session.
public struct SessionResource: Hashable, Sendable, Codable {
    public let user: UserName
    public let token: ConfidentialText
    public let expiresAt: Timestamp

    public init(user: UserName, token: ConfidentialText, expiresAt: Timestamp) {
        self.user = user
        self.token = token
        self.expiresAt = expiresAt
    }
}
