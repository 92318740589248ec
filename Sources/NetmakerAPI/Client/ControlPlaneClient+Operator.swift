internal import HTTPTypes
internal import NetmakerCore

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
}
