internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/keys` and `/api/v1/networks/:network/keys/:accessKey`
struct AccessKeyRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let face: PublicFace
    let programs: AgentPrograms
    let wallClock: any WallClock

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listAccessKeys, use: list)
            .on(.createAccessKey, use: create)
            .on(.showAccessKey, use: show)
            .on(.updateAccessKey, use: update)
            .on(.deleteAccessKey, use: delete)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let page = try Page<AccessKeyName>(try request.query(of: .listAccessKeys))
        return try .json(page.listing(of: state.accessKeys.values, by: \.name, as: AccessKeyResource.init))
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let network = try context.network()
        let body = try await request.decode(CreateAccessKeyRequest.self, context: context)
        let command = CreateAccessKey(
            network: network, name: body.name, uses: body.uses.map(AccessKey.Uses.init) ?? .remaining(1),
            expiresAt: body.expiresInSeconds.map { wallClock.now + .seconds($0) },
            grant: try NodeGrant(tags: body.tags ?? [], lifetime: body.ephemeral == true ? .ephemeral : .lasting))
        let committed = try await controlPlane.perform(command, as: context.principal)
        let (key, secret) = (committed.result.key, committed.result.secret)
        let token = AccessToken(
            server: try face.agents, api: try face.api, pins: face.pins, network: network, key: secret)
        return try .json(
            CreatedAccessKeyResource(
                key: ConfidentialText(secret.revealed()), token: ConfidentialText(try token.revealed()),
                installCommand: try await programs.all().isEmpty
                    ? nil : ConfidentialText(try InstallScript.command(with: token)),
                accessKey: AccessKeyResource(key)),
            status: .created, tag: key.revision, networkRevision: committed.revisions.values.first)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let (key, _) = try target(context)
        return try .json(AccessKeyResource(key), tag: key.revision)
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let (key, state) = try target(context)
        let body = try await request.decode(UpdateAccessKeyRequest.self, context: context)
        let ifMatch = try request.ifMatch()
        let changes = AccessKeyChanges(
            name: body.name, uses: body.uses.map(AccessKey.Uses.init),
            expiresAt: try Expiry.change(at: body.expiresAt, inSeconds: body.expiresInSeconds, now: wallClock.now),
            tags: body.tags, lifetime: body.ephemeral.map { $0 ? .ephemeral : .lasting })
        let (updated, revision) = try await writer.perform(
            UpdateAccessKey(network: state.network.name, key: key.id, changes: changes, ifMatch: ifMatch),
            as: context.principal, on: .accessKey(key.id), in: state.network, ifMatch: ifMatch
        ) { $0.accessKeys[key.id]?.revision }
        return try .json(AccessKeyResource(updated), tag: updated.revision, networkRevision: revision)
    }

    private func delete(_ request: Request, context: APIContext) async throws -> Response {
        let (key, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            DeleteAccessKey(network: state.network.name, key: key.id, ifMatch: ifMatch), as: context.principal,
            on: .accessKey(key.id), in: state.network, ifMatch: ifMatch
        ) { $0.accessKeys[key.id]?.revision }
        return .empty(networkRevision: revision)
    }

    private func target(_ context: APIContext) throws -> (AccessKey, NetworkState) {
        let reference = try context.segment("accessKey", AccessKeyReference.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        return (try state.accessKey(reference), state)
    }
}

extension AccessKey.Uses {
    init(_ uses: AccessKeyUses) {
        switch uses {
        case .unlimited: self = .unlimited
        case .limited(let count): self = .remaining(count)
        }
    }
}
