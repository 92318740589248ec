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
        var context = context
        // A credential that is not good is refused even where none is needed: who sends one believes to be somebody.
        guard parts.count == 2, parts[0].lowercased() == "bearer", isKnown(String(parts[1]), in: &context) else {
            throw ControlError(
                .unauthenticated, field: "Authorization", message: "the session or API token is not known, or is over",
                remedy: "log in with nmctl login, or make a new token")
        }
        return try await next(request, context)
    }

    /// Notes whose session or API token this is; false when it is nobody's.
    private func isKnown(_ text: String, in context: inout APIContext) -> Bool {
        if let secret = try? Secret(parsing: text), let session = controlPlane.session(bearing: secret) {
            context.principal = .user(session.user)
            context.session = session
            return true
        }
        if let secret = try? Secret(parsingAPIToken: text), let token = controlPlane.apiToken(bearing: secret) {
            context.principal = .token(token.id, of: token.user)
            context.apiToken = token
            return true
        }
        return false
    }
}
