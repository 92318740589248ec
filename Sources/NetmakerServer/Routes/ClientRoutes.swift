internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/clients` and what is below it
struct ClientRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let wallClock: any WallClock

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listClients, use: list)
            .on(.createClient, use: create)
            .on(.showClient, use: show)
            .on(.updateClient, use: update)
            .on(.deleteClient, use: delete)
            .on(.showClientFile, use: file)
            .on(.handOutClientFile, use: handOut)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let routed = state.routedRanges
        let page = try Page<NodeName>(try request.query(of: .listClients))
        return try .json(
            page.listing(of: state.clients.values, by: \.name) { $0.resource(in: state, routed: routed) })
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let body = try await request.decode(CreateClientRequest.self, context: context)
        let gateway = try gateway(body.gateway, in: state)
        // Made here and written into the answer: nothing that is kept ever has it.
        let key = body.publicKey == nil ? PrivateKey.generate() : nil
        guard let publicKey = body.publicKey ?? key?.publicKey else { preconditionFailure("a key is given or made") }
        let command = CreateClient(
            network: state.network.name, name: body.name, publicKey: publicKey, gateway: gateway.id, ipv4: body.ipv4,
            ipv6: body.ipv6, nameServers: body.nameServers ?? [], allowedRanges: body.allowedRanges ?? [],
            expiresAt: try Expiry.time(at: body.expiresAt, inSeconds: body.expiresInSeconds, now: wallClock.now))
        let committed = try await controlPlane.perform(command, as: context.principal)
        return try answer(
            committed.result, key, status: .created, in: state,
            networkRevision: committed.revisions[state.network.aggregate])
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let (client, state) = try target(context)
        return try .json(client.resource(in: state, routed: state.routedRanges), tag: client.revision)
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let (client, state) = try target(context)
        let body = try await request.decode(UpdateClientRequest.self, context: context)
        let ifMatch = try request.ifMatch()
        let changes = ClientChanges(
            name: body.name, gateway: try body.gateway.map { try gateway($0, in: state).id },
            nameServers: body.nameServers, allowedRanges: body.allowedRanges,
            expiresAt: try Expiry.change(
                at: body.expiresAt, inSeconds: body.expiresInSeconds, now: wallClock.now),
            admission: body.access.map { $0 == .enabled ? .enabled : .disabled })
        let (updated, revision) = try await writer.perform(
            UpdateClient(network: state.network.name, client: client.id, changes: changes, ifMatch: ifMatch),
            as: context.principal, on: .client(client.id), in: state.network, ifMatch: ifMatch
        ) { $0.clients[client.id]?.revision }
        let after = controlPlane.truth.networks[state.network.name] ?? state
        return try .json(
            updated.resource(in: after, routed: after.routedRanges), tag: updated.revision, networkRevision: revision)
    }

    private func delete(_ request: Request, context: APIContext) async throws -> Response {
        let (client, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            DeleteClient(network: state.network.name, client: client.id, ifMatch: ifMatch), as: context.principal,
            on: .client(client.id), in: state.network, ifMatch: ifMatch
        ) { $0.clients[client.id]?.revision }
        return .empty(networkRevision: revision)
    }

    // MARK: Files

    private func file(_ request: Request, context: APIContext) async throws -> Response {
        let (client, state) = try target(context)
        let profile = try ClientProfile(of: client, in: state, routed: state.routedRanges)
        return try .json(
            ClientFileResource(
                configuration: profile.text, file: profile.digest == client.handedOut ? .current : .outdated),
            tag: client.revision)
    }

    private func handOut(_ request: Request, context: APIContext) async throws -> Response {
        let (client, state) = try target(context)
        let body = try await request.decode(HandOutFileRequest.self, context: context)
        guard body.key == nil || body.publicKey == nil else {
            throw ModelError(
                .invalidValue, field: "publicKey", message: "key and publicKey contradict each other",
                remedy: "give the one or the other")
        }
        let ifMatch = try request.ifMatch()
        let key = body.key == .made ? PrivateKey.generate() : nil
        let (handedOut, revision) = try await writer.perform(
            HandOutClientFile(
                network: state.network.name, client: client.id, publicKey: body.publicKey ?? key?.publicKey,
                ifMatch: ifMatch),
            as: context.principal, on: .client(client.id), in: state.network, ifMatch: ifMatch
        ) { $0.clients[client.id]?.revision }
        return try answer(handedOut, key, status: .ok, in: state, networkRevision: revision)
    }

    /// - Parameter key: the device's, if it was made for this answer.
    private func answer(
        _ handedOut: CreateClient.HandedOut, _ key: PrivateKey?, status: HTTPResponse.Status, in state: NetworkState,
        networkRevision: Revision?
    ) throws -> Response {
        let (client, profile) = (handedOut.client, handedOut.profile)
        let text = key.map(profile.textRevealingSecret) ?? profile.text
        return try .json(
            HandedOutClient(
                client: ClientResource(client, gateway: state.nodes[client.gateway], file: .current),
                configuration: ConfidentialText(text), qr: key == nil ? nil : QRCodeResource(of: text)),
            status: status, tag: client.revision, networkRevision: networkRevision)
    }

    // MARK: What is meant

    private func target(_ context: APIContext) throws -> (ExternalClient, NetworkState) {
        let reference = try context.segment("client", ClientReference.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        return (try state.client(reference), state)
    }

    /// - Throws: `ModelError.Code.invalidValue` when there is no such node: it is named in a body, not in a path.
    private func gateway(_ reference: NodeReference, in state: NetworkState) throws(ModelError) -> Node {
        let node = reference.id.flatMap { state.nodes[$0] } ?? reference.name.flatMap { state.node(named: $0) }
        guard let node else {
            throw ModelError(
                .invalidValue, field: "gateway",
                message: "network \(state.network.name) has no node \(ShownText(reference.description))",
                remedy: "name one that is an ingress gateway: see nmctl gateway ingress list")
        }
        return node
    }
}

extension ExternalClient {
    /// - Parameter routed: every range that is routed in the network, gathered once for many clients.
    fileprivate func resource(
        in state: NetworkState, routed: [(range: IPPrefix, holder: RangeHolder)]
    ) -> ClientResource {
        ClientResource(
            self, gateway: state.nodes[gateway],
            file: state.isFileOutdated(of: self, routed: routed) ? .outdated : .current)
    }
}
