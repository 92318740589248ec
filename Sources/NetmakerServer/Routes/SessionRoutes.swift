internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/login` and `/api/v1/logout`
struct SessionRoutes: Sendable {
    let controlPlane: ControlPlane
    let verifier: PasswordVerifier
    let throttle: LoginThrottle

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.logIn, use: logIn)
            .on(.logOut, use: logOut)
    }

    private func logIn(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.decode(LoginRequest.self, context: context)
        let password = try Password(attempt: body.password.revealed())
        let name = body.user.description
        let admission = try throttle.admit(name, from: context.source)
        do {
            let opened = try await controlPlane.logIn(user: body.user, password: password, verifier: verifier)
            throttle.countRight(admission)
            return try .session(opened.result, to: request, status: .ok, now: controlPlane.now)
        } catch let error as ControlError where error.code != .unauthenticated {
            throttle.forgive(admission)
            throw error
        }
    }

    private func logOut(_ request: Request, context: APIContext) async throws -> Response {
        guard let session = context.session else {
            throw ControlError(
                context.apiToken == nil ? .unauthenticated : .forbidden, message: "there is no session to end",
                remedy: "send the session's token; an API token is revoked with nmctl token revoke")
        }
        _ = try await controlPlane.perform(Logout(session), as: context.principal)
        var response = Response.empty()
        if case .cookie = context.shown { response.headers.append(contentsOf: SessionCookie.clearing) }
        return response
    }
}

extension Response {
    /// A session that was opened, in the way it was asked for.
    static func session(
        _ opened: Login.Opened, to request: Request, status: HTTPResponse.Status, now: Timestamp
    ) throws -> Response {
        guard try SessionCookie.use(by: request) == .set else {
            return try .json(SessionResource(opened), status: status)
        }
        var response = Response.empty()
        response.headers.append(contentsOf: SessionCookie.setting(opened, now: now))
        return response
    }
}

extension SessionResource {
    init(_ opened: Login.Opened) {
        self.init(
            user: opened.session.user, token: ConfidentialText(opened.token.revealed()),
            expiresAt: opened.session.expiresAt)
    }
}
