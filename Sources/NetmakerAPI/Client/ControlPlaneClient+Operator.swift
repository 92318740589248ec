internal import HTTPTypes
public import NetmakerCore

/// What the server's operator may ask on the server's own socket.
extension ControlPlaneClient {
    /// Changes the server's TLS key: the next one is announced to the agents, and shown when the connected ones have
    /// stored it.
    ///
    /// - Parameter seconds: how long to wait for agents at most.
    public func rotateKey(waitingSeconds seconds: Int) async throws(APIError) -> KeyRotationResource {
        try await ask(
            .post, .keyRotation, query: "?timeout=\(seconds)", within: Self.patience + .seconds(seconds),
            for: KeyRotationResource.self)
    }

    /// Gives a user another password; all their sessions end.
    public func resetPasswordAsOperator(of user: UserName, to password: ConfidentialText) async throws(APIError) {
        try await exchange(.post, .operatorsPassword(of: user), body: ResetPasswordRequest(password: password))
    }

    /// Makes a new setup code in place of the one there is.
    public func renewSetupCode() async throws(APIError) -> SetupCodeResource {
        try await ask(.post, .setupCode, for: SetupCodeResource.self)
    }
}
