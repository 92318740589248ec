internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/key-refresh`
struct KeyRefreshRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showKeyRefresh, use: show)
            .on(.refreshKeys, use: begin)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        try .json(KeyRefreshResource(of: try controlPlane.network(context.network(), for: context.principal)))
    }

    private func begin(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            RefreshKeys(network: state.network.name, ifMatch: ifMatch), as: context.principal, on: .network,
            in: state.network, ifMatch: ifMatch
        ) { $0.network.revision }
        let after = try controlPlane.network(state.network.name, for: context.principal)
        return try .json(KeyRefreshResource(of: after), status: .accepted, networkRevision: revision)
    }
}
