internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/nodes` and `/api/v1/networks/:network/nodes/:node`
struct NodeRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let live: LiveNodes

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listNodes, use: list)
            .on(.showNode, use: show)
            .on(.updateNode, use: update)
            .on(.removeNode, use: remove)
            .on(.approveNode, use: approve)
            .on(.denyNode, use: deny)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let query = try request.query(of: .listNodes)
        let page = try Page<NodeName>(query)
        guard let search = try query["search"].map(NodeSearch.init) else {
            return try .json(page.listing(of: state.nodes.values, by: \.name) { live.resource(of: $0, in: state) })
        }
        return try .json(
            page.listing(of: state.nodes.values.lazy.filter(search.fits), by: \.name) {
                live.resource(of: $0, in: state)
            })
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let (node, state) = try target(context)
        return try .json(live.resource(of: node, in: state), tag: node.revision)
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let (node, state) = try target(context)
        let body = try await request.decode(UpdateNodeRequest.self, context: context)
        let ifMatch = try request.ifMatch()
        let command = UpdateNode(
            network: state.network.name, node: node.id,
            changes: try NodeChanges(body, now: controlPlane.now), ifMatch: ifMatch)
        let (updated, revision) = try await writer.perform(
            command, as: context.principal, on: .node(node.id), in: state.network, ifMatch: ifMatch
        ) { $0.nodes[node.id]?.revision }
        // Who has the change is judged by the state that holds it.
        let after = controlPlane.truth.networks[state.network.name] ?? state
        return try .json(
            live.resource(of: updated, in: after), tag: updated.revision, networkRevision: revision)
    }

    private func approve(_ request: Request, context: APIContext) async throws -> Response {
        let (node, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (approved, revision) = try await writer.perform(
            ApproveNode(network: state.network.name, node: node.id, ifMatch: ifMatch), as: context.principal,
            on: .node(node.id), in: state.network, ifMatch: ifMatch
        ) { $0.nodes[node.id]?.revision }
        let after = controlPlane.truth.networks[state.network.name] ?? state
        return try .json(live.resource(of: approved, in: after), tag: approved.revision, networkRevision: revision)
    }

    private func deny(_ request: Request, context: APIContext) async throws -> Response {
        let (node, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            DenyNode(network: state.network.name, node: node.id, ifMatch: ifMatch), as: context.principal,
            on: .node(node.id), in: state.network, ifMatch: ifMatch
        ) { $0.nodes[node.id]?.revision }
        return .empty(networkRevision: revision)
    }

    private func remove(_ request: Request, context: APIContext) async throws -> Response {
        let (node, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            RemoveNode(network: state.network.name, node: node.id, ifMatch: ifMatch), as: context.principal,
            on: .node(node.id), in: state.network, ifMatch: ifMatch
        ) { $0.nodes[node.id]?.revision }
        return .empty(networkRevision: revision)
    }

    private func target(_ context: APIContext) throws -> (Node, NetworkState) {
        let reference = try context.segment("node", NodeReference.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        return (try state.node(reference), state)
    }
}

extension NodeChanges {
    fileprivate init(_ body: UpdateNodeRequest, now: Timestamp) throws(ModelError) {
        self.init(
            name: body.name, ipv4: body.ipv4, ipv6: body.ipv6, endpoint: body.endpoint,
            persistentKeepalive: body.persistentKeepalive, listenPort: body.listenPort, mtu: body.mtu,
            connection: body.connected.map { $0 ? .connected : .disconnected },
            expiresAt: try Expiry.change(at: body.expiresAt, inSeconds: body.expiresInSeconds, now: now),
            tags: body.tags,
            options: NodeOptionChanges(
                udpHolePunching: body.udpHolePunching, dnsOn: body.dnsOn, roaming: body.roaming, postUp: body.postUp,
                postDown: body.postDown))
    }
}
