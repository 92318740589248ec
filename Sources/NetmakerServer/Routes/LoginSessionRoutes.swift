internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/account/sessions` and `/api/v1/users/:user/sessions`: the same about oneself and about others.
struct LoginSessionRoutes: Sendable {
    let controlPlane: ControlPlane
    let owner: Owner

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(owner == .asker ? .listOwnSessions : .listSessions, use: list)
            .on(owner == .asker ? .endOwnSessions : .endSessions, use: endAll)
            .on(owner == .asker ? .endOwnSession : .endSession, use: end)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let (user, truth) = try owner.account(context, controlPlane)
        let sessions = truth.directory.loginSessions(of: user).sorted { ($1.createdAt, $0.id) < ($0.createdAt, $1.id) }
        return try .json(Listing(sessions.map { LoginSessionResource($0, current: context.session?.id) }))
    }

    private func endAll(_ request: Request, context: APIContext) async throws -> Response {
        let (user, _) = try owner.account(context, controlPlane)
        try request.requireNoIfMatch(of: "sessions")
        _ = try await controlPlane.perform(EndSessions(of: user), as: context.principal)
        return .empty()
    }

    private func end(_ request: Request, context: APIContext) async throws -> Response {
        let (user, truth) = try owner.account(context, controlPlane)
        let session = try truth.directory.loginSession(context.parameters.require("session"), of: user)
        try request.requireNoIfMatch(of: "sessions")
        _ = try await controlPlane.perform(Logout(session), as: context.principal)
        return .empty()
    }
}

/// Whose sessions or tokens a route is about.
enum Owner: Sendable {
    /// Who asks.
    case asker
    /// The one the path names.
    case named

    /// The owner, and the state, for somebody who may read it.
    ///
    /// - Throws: `ControlError` when they may not, or there is no such user.
    func account(_ context: APIContext, _ controlPlane: ControlPlane) throws -> (UserName, Truth) {
        let name =
            switch self {
            case .asker: try context.asker()
            case .named: try context.user()
            }
        let truth = try controlPlane.truth(for: context.principal, needing: .readAccount(name))
        return (try truth.directory.user(name).name, truth)
    }
}
