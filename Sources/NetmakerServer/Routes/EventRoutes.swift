internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/events`
struct EventRoutes: Sendable {
    let controlPlane: ControlPlane
    let places: StreamPlaces
    /// Paces the signs of life.
    let clock: any Clock<Duration>

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.followEvents, use: follow)
    }

    private func follow(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let last = try request.headers[.lastEventID].map { text throws(ModelError) in try EventID(parsing: text) }
        let place = try places.take()
        let log = EventLog(
            controlPlane: controlPlane, network: state.network,
            position: last ?? EventID(epoch: state.network.epoch, revision: state.revision))
        let watch = CredentialWatch(
            controlPlane: controlPlane, authorization: request.headers[.authorization] ?? "",
            network: state.network.name)
        let (controlPlane, clock) = (controlPlane, clock)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await FollowedLog(controlPlane: controlPlane, watch: watch, clock: clock).write(log, to: &writer)
                withExtendedLifetime(place) {}
            })
    }
}
