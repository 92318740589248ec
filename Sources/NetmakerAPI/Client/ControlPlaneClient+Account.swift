internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// Who asks, and what they may do.
    public func account() async throws(APIError) -> AccountResource {
        try await ask(.get, .account, for: AccountResource.self)
    }

    /// Changes one's own password; one's other sessions end.
    public func changePassword(_ request: ChangePasswordRequest) async throws(APIError) {
        try await exchange(.post, .accountPassword, body: request)
    }

    /// Sessions, the newest first.
    ///
    /// - Parameter user: whose; nil for one's own.
    public func sessions(of user: UserName? = nil) async throws(APIError) -> [LoginSessionResource] {
        let path = user.map(APIPath.sessions(of:)) ?? .accountSessions
        return try await ask(.get, path, for: Listing<LoginSessionResource>.self).items
    }

    /// Ends a session.
    ///
    /// - Parameter user: whose; nil for one's own.
    public func endSession(_ session: SessionID, of user: UserName? = nil) async throws(APIError) {
        try await exchange(.delete, user.map { .session(session, of: $0) } ?? .accountSession(session))
    }

    /// Ends all sessions, the one that asks as well when it is among them.
    ///
    /// - Parameter user: whose; nil for one's own.
    public func endSessions(of user: UserName? = nil) async throws(APIError) {
        try await exchange(.delete, user.map(APIPath.sessions(of:)) ?? .accountSessions)
    }

    /// API tokens, in the order of their names, without their secrets.
    ///
    /// - Parameter user: whose; nil for one's own.
    public func tokens(of user: UserName? = nil) async throws(APIError) -> [APITokenResource] {
        let path = user.map(APIPath.tokens(of:)) ?? .accountTokens
        return try await ask(.get, path, for: Listing<APITokenResource>.self).items
    }

    /// Makes an API token. Its text is in this answer and nowhere else.
    public func createToken(_ request: CreateAPITokenRequest) async throws(APIError) -> CreatedAPITokenResource {
        try await ask(.post, .accountTokens, body: request, for: CreatedAPITokenResource.self)
    }

    /// Revokes an API token: it opens nothing from now on.
    ///
    /// - Parameters:
    ///   - user: whose; nil for one's own.
    ///   - ifMatch: the revision the order is based on; nil when it does not matter.
    public func revokeToken(
        _ token: APITokenReference, of user: UserName? = nil, ifMatch: Revision? = nil
    ) async throws(APIError) {
        try await exchange(.delete, user.map { .token(token, of: $0) } ?? .accountToken(token), ifMatch: ifMatch)
    }
}
