internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// `/api/v1/server`
struct ServerRoutes: Sendable {
    let controlPlane: ControlPlane
    let face: PublicFace
    let start: ServerStart
    /// Nil for a store that cannot be measured.
    let store: (any MeasuredStore)?

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
                pins: face.pins, createdAt: identity.createdAt, startedAt: start.time,
                databaseBytes: await databaseBytes(for: context.principal)))
    }

    /// Nil for whom the server's own is not: how a database grows tells what others do.
    private func databaseBytes(for principal: Principal) async -> Int? {
        do {
            _ = try controlPlane.truth(for: principal, needing: .readServer)
            return try await store?.size().bytes
        } catch {
            // That a store cannot be read is said elsewhere; who the server is, is wanted then more than ever.
            return nil
        }
    }
}
