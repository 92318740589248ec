internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/server`
struct ServerRoutes: Sendable {
    let controlPlane: ControlPlane
    let face: PublicFace

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showServer, use: show)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let truth = try controlPlane.truth(for: context.principal, needing: .enter)
        guard let identity = truth.directory.server else {
            throw ControlError(
                .unavailable, message: "the server has no identity yet", remedy: "try again in a moment")
        }
        return try .json(
            ServerResource(
                id: identity.id, version: Release.version, agents: try face.agents, api: try face.api,
                pins: face.pins, createdAt: identity.createdAt))
    }
}
