internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/users`, `/api/v1/users/:user` and `/api/v1/users/:user/password`
struct UserRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let verifier: PasswordVerifier

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listUsers, use: list)
            .on(.createUser, use: create)
            .on(.showUser, use: show)
            .on(.updateUser, use: update)
            .on(.deleteUser, use: delete)
            .on(.resetPassword, use: resetPassword)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let users = try controlPlane.truth(for: context.principal, needing: .readServer).directory.users
        let page = try Page<UserName>(try request.query(of: .listUsers))
        return try .json(page.listing(of: users.values, by: \.name, as: UserResource.init))
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.decode(CreateUserRequest.self, context: context)
        let role = try UserChanges(kind: body.role, networks: body.networks.map(Set.init), commands: body.commands)
            .applied(to: .superAdmin)
        let user = try await controlPlane.createUser(
            body.name, role: role, password: Password(parsing: body.password.revealed()), verifier: verifier,
            as: context.principal
        ).result
        return try .json(UserResource(user), status: .created, tag: user.revision)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let user = try target(context)
        return try .json(UserResource(user), tag: user.revision)
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let user = try target(context)
        let body = try await request.decode(UpdateUserRequest.self, context: context)
        let command = UpdateUser(
            name: user.name,
            changes: UserChanges(kind: body.role, networks: body.networks.map(Set.init), commands: body.commands),
            ifMatch: try request.ifMatch())
        let updated = try await writer.perform(command, as: context.principal, ifMatch: command.ifMatch) {
            $0.users[user.name]?.revision
        }
        return try .json(UserResource(updated), tag: updated.revision)
    }

    private func delete(_ request: Request, context: APIContext) async throws -> Response {
        let user = try target(context)
        let command = DeleteUser(name: user.name, ifMatch: try request.ifMatch())
        _ = try await writer.perform(command, as: context.principal, ifMatch: command.ifMatch) {
            $0.users[user.name]?.revision
        }
        return .empty()
    }

    private func resetPassword(_ request: Request, context: APIContext) async throws -> Response {
        let user = try target(context)
        let body = try await request.decode(ResetPasswordRequest.self, context: context)
        _ = try await controlPlane.resetPassword(
            of: user.name, to: Password(parsing: body.password.revealed()), verifier: verifier, as: context.principal)
        return .empty()
    }

    private func target(_ context: APIContext) throws -> User {
        let name = try context.user()
        return try controlPlane.truth(for: context.principal, needing: .readServer).directory.user(name)
    }
}
