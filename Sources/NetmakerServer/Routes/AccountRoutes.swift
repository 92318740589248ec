internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/account` and `/api/v1/account/password`: who asks, and what only they themselves may do.
struct AccountRoutes: Sendable {
    let controlPlane: ControlPlane
    let verifier: PasswordVerifier
    let throttle: LoginThrottle

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showAccount, use: show)
            .on(.changePassword, use: changePassword)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.asker()
        let user = try controlPlane.truth(for: context.principal, needing: .enter).directory.user(name)
        return try .json(
            AccountResource(
                user: UserResource(user),
                session: context.session.map { LoginSessionResource($0, current: $0.id) },
                token: context.apiToken.map(APITokenResource.init)))
    }

    /// Slowed as a login is: who found a session open must not come to know the password by it.
    private func changePassword(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.asker()
        let body = try await request.decode(ChangePasswordRequest.self, context: context)
        _ = try controlPlane.truth(for: context.principal, needing: .actAsUser(name))
        guard let session = context.session else {
            throw ControlError(
                .forbidden, message: "a password is changed in a session", remedy: "log in with nmctl login")
        }
        let password = try Password(parsing: body.password.revealed())
        let present = try Self.attempt(body.currentPassword)
        let admission = try throttle.admit(name.description, from: context.source)
        do {
            _ = try await controlPlane.changePassword(in: session, from: present, to: password, verifier: verifier)
            throttle.countRight(admission)
            return .empty()
        } catch  where error.code != .refused {
            throttle.forgive(admission)
            throw error
        }
    }

    private static func attempt(_ text: ConfidentialText) throws(ModelError) -> Password {
        do throws(ModelError) {
            return try Password(attempt: text.revealed())
        } catch {
            throw error.at(field: "currentPassword")
        }
    }
}
