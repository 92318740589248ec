internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/admin`, on the operator's socket only: for who owns the machine, and may have lost every password.
struct OperatorRoutes: Sendable {
    let controlPlane: ControlPlane
    let verifier: PasswordVerifier
    /// Nil when the server had an admin at its start.
    let setupCode: SetupCode?
    let wallClock: any WallClock

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .post("users/:user/password", use: resetPassword)
            .post("setup-code", use: renewSetupCode)
    }

    private func resetPassword(_ request: Request, context: APIContext) async throws -> Response {
        _ = try request.query(allowing: [])
        let user = try context.user()
        let body = try await request.decode(ResetPasswordRequest.self, context: context)
        _ = try await controlPlane.resetPassword(
            of: user, to: Password(parsing: body.password.revealed()), verifier: verifier, as: .server)
        return .empty()
    }

    private func renewSetupCode(_ request: Request, context: APIContext) async throws -> Response {
        _ = try request.query(allowing: [])
        guard let setupCode, controlPlane.truth.directory.users.isEmpty else {
            throw ControlError(
                .refused, message: "the server has been set up already",
                remedy: "give a user another password with nm-server admin reset-password")
        }
        let (code, expiresAt) = try setupCode.renew(now: wallClock.now)
        return try .json(
            SetupCodeResource(
                code: ConfidentialText(code.revealed()), file: setupCode.path, expiresAt: expiresAt))
    }
}
