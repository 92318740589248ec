internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// Finds out who asks, by the bearer token (RFC 6750), or by the cookie of a browser. Whether they may is not decided
/// here.
struct Authentication: RouterMiddleware {
    let controlPlane: ControlPlane
    let retried: RetriedRequests

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let shown = try ShownCredential(of: request) else { return try await next(request, context) }
        // A credential that is not good is refused even where none is needed: who sends one believes to be somebody.
        guard let credential = controlPlane.credential(shown) else {
            throw ControlError(
                .unauthenticated, field: "Authorization", message: "the session or API token is not known, or is over",
                remedy: "log in with nmctl login, or make a new token")
        }
        var context = context
        context.retried = retried
        context.principal = credential.principal
        context.shown = shown
        switch credential {
        case .session(let session): context.session = session
        case .apiToken(let token): context.apiToken = token
        }
        return try await next(request, context)
    }
}

/// What a request shows of who sends it.
enum ShownCredential: Sendable {
    /// A session's token, or an API token.
    case bearer(String)
    /// A session's token.
    case cookie(SessionCookie)
    /// That there was to be something, and is not.
    case nothing

    /// Nil when it shows nothing, and says so.
    init?(of request: Request) throws {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            self = parts.count == 2 && parts[0].lowercased() == "bearer" ? .bearer(String(parts[1])) : .nothing
            return
        }
        guard try SessionCookie.use(by: request) == .use else { return nil }
        self = SessionCookie(of: request).map(ShownCredential.cookie) ?? .nothing
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
    /// What it is; nil when that is nothing, or is over.
    func credential(_ shown: ShownCredential) -> Credential? {
        switch shown {
        case .nothing: nil
        case .cookie(let cookie): credential(ofSession: cookie.text)
        case .bearer(let text): credential(ofSession: text) ?? credential(ofToken: text)
        }
    }

    private func credential(ofSession text: String) -> Credential? {
        (try? Secret(parsing: text)).flatMap(session(bearing:)).map(Credential.session)
    }

    private func credential(ofToken text: String) -> Credential? {
        (try? Secret(parsingAPIToken: text)).flatMap(apiToken(bearing:)).map(Credential.apiToken)
    }
}
