internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/setup`
struct SetupRoutes: Sendable {
    let controlPlane: ControlPlane
    let verifier: PasswordVerifier
    /// Nil when the server had an admin at its start.
    let code: SetupCode?
    let wallClock: any WallClock

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.setUp, use: setUp)
    }

    /// What a page has to know before anybody is somebody.
    var standing: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showSetup) { _, _ in try .json(SetupStateResource(needed: waitingCode != nil)) }
    }

    /// Nil once there is an admin.
    private var waitingCode: SetupCode? { controlPlane.truth.directory.users.isEmpty ? code : nil }

    private func setUp(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.decode(SetupRequest.self, context: context)
        guard let code = waitingCode else {
            throw ControlError(
                .refused, message: "the server has been set up already", remedy: "log in with nmctl login")
        }
        let password = try Password(parsing: body.password.revealed())
        try code.check(body.code.revealed(), now: wallClock.now)
        _ = try await controlPlane.completeSetup(user: body.user, password: password, verifier: verifier)
        code.consume()
        let opened = try await controlPlane.logIn(user: body.user, password: password, verifier: verifier)
        return try .session(opened.result, to: request, status: .created, now: controlPlane.now)
    }
}
