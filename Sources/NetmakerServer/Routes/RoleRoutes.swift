internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `egress`, `ingress`, `relay` and `ranges` below `/api/v1/networks/:network/nodes/:node`
struct RoleRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer
    let live: LiveNodes
    let wallClock: any WallClock

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.setEgress, use: setEgress)
            .on(.removeEgress, use: removeEgress)
            .on(.setIngress, use: setIngress)
            .on(.removeIngress, use: removeIngress)
            .on(.setRelay, use: setRelay)
            .on(.removeRelay, use: removeRelay)
            .on(.setExtraRanges, use: setRanges)
            .on(.removeExtraRanges, use: removeRanges)
    }

    private func setEgress(_ request: Request, context: APIContext) async throws -> Response {
        let target = try target(context)
        let body = try await request.decode(EgressRequest.self, context: context)
        let gateway = try EgressGateway(
            ranges: body.ranges, interface: body.interface,
            translation: body.masquerade ?? true ? .masquerade : .none)
        return try await set(RolesChange(egress: .set(gateway)), of: target, request, context)
    }

    private func removeEgress(_ request: Request, context: APIContext) async throws -> Response {
        try await remove(RolesChange(egress: .clear), of: try target(context), request, context)
    }

    private func setIngress(_ request: Request, context: APIContext) async throws -> Response {
        let target = try target(context)
        let body = try await request.decode(IngressRequest.self, context: context)
        let gateway = try IngressGateway(nameServers: body.nameServers ?? [])
        return try await set(RolesChange(ingress: .set(gateway)), of: target, request, context)
    }

    private func removeIngress(_ request: Request, context: APIContext) async throws -> Response {
        let target = try target(context)
        let isForced = try request.flag("force")
        return try await remove(
            RolesChange(ingress: .clear, clients: isForced ? .cutOff : .refused), of: target, request, context)
    }

    private func setRelay(_ request: Request, context: APIContext) async throws -> Response {
        try await set(
            RolesChange(relay: .set(RelayMark(markedAt: wallClock.now))), of: try target(context), request, context)
    }

    private func removeRelay(_ request: Request, context: APIContext) async throws -> Response {
        try await remove(RolesChange(relay: .clear), of: try target(context), request, context)
    }

    private func setRanges(_ request: Request, context: APIContext) async throws -> Response {
        let target = try target(context)
        let body = try await request.decode(ExtraRangesRequest.self, context: context)
        return try await set(RolesChange(allowedRanges: body.ranges), of: target, request, context)
    }

    private func removeRanges(_ request: Request, context: APIContext) async throws -> Response {
        try await remove(RolesChange(allowedRanges: []), of: try target(context), request, context)
    }

    private typealias Target = (node: Node, state: NetworkState)

    private func set(
        _ change: RolesChange, of target: Target, _ request: Request, _ context: APIContext
    ) async throws -> Response {
        let (node, revision) = try await perform(change, of: target, request, context)
        let after = controlPlane.truth.networks[target.state.network.name] ?? target.state
        return try .json(live.resource(of: node, in: after), tag: node.revision, networkRevision: revision)
    }

    private func remove(
        _ change: RolesChange, of target: Target, _ request: Request, _ context: APIContext
    ) async throws -> Response {
        .empty(networkRevision: try await perform(change, of: target, request, context).networkRevision)
    }

    private func perform(
        _ change: RolesChange, of target: Target, _ request: Request, _ context: APIContext
    ) async throws -> (result: Node, networkRevision: Revision?) {
        let ifMatch = try request.ifMatch()
        let (node, state) = target
        return try await writer.perform(
            ChangeRoles(network: state.network.name, node: node.id, change: change, ifMatch: ifMatch),
            as: context.principal, on: .node(node.id), in: state.network, ifMatch: ifMatch
        ) { $0.nodes[node.id]?.revision }
    }

    private func target(_ context: APIContext) throws -> Target {
        let reference = try context.segment("node", NodeReference.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        return (try state.node(reference), state)
    }
}
