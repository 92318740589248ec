internal import Hummingbird
internal import NetmakerControl
internal import NetmakerCore

/// Finds out who asks, by the bearer token (RFC 6750). Whether they may is not decided here.
struct Authentication: RouterMiddleware {
    let controlPlane: ControlPlane

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else { return try await next(request, context) }
        let parts = header.split(separator: " ", maxSplits: 1)
        // A credential that is not good is refused even where none is needed: who sends one believes to be somebody.
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let token = try? Secret(parsing: String(parts[1])), let session = controlPlane.session(bearing: token)
        else {
            throw ControlError(
                .unauthenticated, field: "Authorization", message: "the session is not known, or is over",
                remedy: "log in with nmctl login")
        }
        var context = context
        context.principal = .user(session.user)
        context.session = session
        return try await next(request, context)
    }
}
