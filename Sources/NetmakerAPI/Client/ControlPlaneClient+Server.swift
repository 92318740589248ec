internal import HTTPTypes

extension ControlPlaneClient {
    /// Who the server is.
    public func server() async throws(APIError) -> ServerResource {
        try await ask(.get, .server, for: ServerResource.self)
    }

    /// Whether the server waits for its first admin.
    public func setupState() async throws(APIError) -> SetupStateResource {
        try await ask(.get, .setup, for: SetupStateResource.self)
    }

    /// The OpenAPI document of the server's interface.
    public func document() async throws(APIError) -> OpenAPIDocument {
        try await ask(.get, .document, for: OpenAPIDocument.self)
    }

    /// The script that puts netclient on a machine and joins it, as whoever pastes the install command runs it.
    public func installScript() async throws(APIError) -> String {
        String(decoding: try await exchange(.get, .installScript).body, as: UTF8.self)
    }

    /// That the server's process answers.
    public func liveness() async throws(APIError) -> HealthResource {
        try await ask(.get, .liveness, for: HealthResource.self)
    }

    /// Whether the server can do its work; that it cannot is an answer, and no error.
    public func readiness() async throws(APIError) -> HealthResource {
        let answer = try await transport.send(request(.get, .readiness), body: [], within: Self.patience)
        guard answer.status.kind == .successful || answer.status == .serviceUnavailable else {
            throw Self.refusal(in: answer)
        }
        return try Self.decode(HealthResource.self, from: answer)
    }
}
