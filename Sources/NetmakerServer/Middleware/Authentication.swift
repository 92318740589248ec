internal import Hummingbird
internal import NetmakerControl
internal import NetmakerCore

/// Finds out who asks, by the bearer token (RFC 6750). Whether they may is not decided here.
struct Authentication: RouterMiddleware {
    let controlPlane: ControlPlane
    let retried: RetriedRequests

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else { return try await next(request, context) }
        // A credential that is not good is refused even where none is needed: who sends one believes to be somebody.
        guard let credential = controlPlane.credential(in: header) else {
            throw ControlError(
                .unauthenticated, field: "Authorization", message: "the session or API token is not known, or is over",
                remedy: "log in with nmctl login, or make a new token")
        }
        var context = context
        context.retried = retried
        context.principal = credential.principal
        switch credential {
        case .session(let session): context.session = session
        case .apiToken(let token): context.apiToken = token
        }
        return try await next(request, context)
    }
}

/// What somebody showed, and was good when it was looked up.
enum Credential: Sendable {
    case session(LoginSession)
    case apiToken(APIToken)

    var principal: Principal {
        switch self {
        case .session(let session): .user(session.user)
        case .apiToken(let token): .token(token.id, of: token.user)
        }
    }

    /// Nil when time alone does not end it.
    var expiresAt: Timestamp? {
        switch self {
        case .session(let session): session.expiresAt
        case .apiToken(let token): token.expiresAt
        }
    }
}

extension ControlPlane {
    /// What an `Authorization` field shows; nil when that is nothing, or is over.
    func credential(in header: String) -> Credential? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let text = String(parts[1])
        if let secret = try? Secret(parsing: text), let session = session(bearing: secret) {
            return .session(session)
        }
        if let secret = try? Secret(parsingAPIToken: text), let token = apiToken(bearing: secret) {
            return .apiToken(token)
        }
        return nil
    }
}
