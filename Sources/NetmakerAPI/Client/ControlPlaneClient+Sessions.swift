internal import HTTPTypes
internal import NetmakerCore

extension ControlPlaneClient {
    /// Makes the first admin and opens a session for them.
    public func setUp(_ request: SetupRequest) async throws(APIError) -> SessionResource {
        try await ask(.post, .setup, body: request, for: SessionResource.self)
    }

    /// Opens a session.
    public func logIn(_ request: LoginRequest) async throws(APIError) -> SessionResource {
        try await ask(.post, .login, body: request, for: SessionResource.self)
    }

    /// Ends the session this client speaks in.
    public func logOut() async throws(APIError) {
        try await exchange(.post, .logout)
    }
}
