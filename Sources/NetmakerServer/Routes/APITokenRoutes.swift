internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/account/tokens` and `/api/v1/users/:user/tokens`: tokens are made for oneself, and read and revoked about
/// others too.
struct APITokenRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let wallClock: any WallClock
    let owner: Owner

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(listing, use: list)
            .on(owner == .asker ? .revokeOwnAPIToken : .revokeAPIToken, use: revoke)
    }

    /// What one does for oneself alone.
    var creation: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.createAPIToken, use: create)
    }

    private var listing: APIOperation { owner == .asker ? .listOwnAPITokens : .listAPITokens }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let (user, truth) = try owner.account(context, controlPlane)
        let page = try Page<APITokenName>(try request.query(of: listing))
        return try .json(page.listing(of: truth.directory.apiTokens(of: user), by: \.name, as: APITokenResource.init))
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let user = try context.asker()
        let body = try await request.decode(CreateAPITokenRequest.self, context: context)
        let command = CreateAPIToken(
            for: user, name: body.name, access: body.access ?? .readWrite, networks: body.networks.map(Set.init),
            expiresAt: body.expiresInSeconds.map { wallClock.now + .seconds($0) })
        let created = try await controlPlane.perform(command, as: context.principal).result
        return try .json(
            CreatedAPITokenResource(
                token: ConfidentialText(created.secret.revealedAsAPIToken()),
                apiToken: APITokenResource(created.token)),
            status: .created, tag: created.token.revision)
    }

    private func revoke(_ request: Request, context: APIContext) async throws -> Response {
        let reference = try context.segment("token", APITokenReference.init(parsing:))
        let (user, truth) = try owner.account(context, controlPlane)
        let token = try truth.directory.apiToken(reference, of: user)
        let command = RevokeAPIToken(token.id, of: user, ifMatch: try request.ifMatch())
        _ = try await writer.perform(command, as: context.principal, ifMatch: command.ifMatch) {
            $0.apiTokens[token.id]?.revision
        }
        return .empty()
    }
}
