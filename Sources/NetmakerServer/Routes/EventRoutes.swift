internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/events` and `/api/v1/events`
struct EventRoutes: Sendable {
    let controlPlane: ControlPlane
    let places: StreamPlaces
    let texts = ChangeTexts()
    /// Paces the signs of life, and what is told of agents.
    let clock: any Clock<Duration>

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.followEvents, use: followNetwork)
            .on(.followServerEvents, use: followServer)
    }

    private func followNetwork(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let last = try request.headers[.lastEventID].map { text throws(ModelError) in try EventID(parsing: text) }
        let log = EventLog(
            controlPlane: controlPlane, network: state.network,
            position: last ?? EventID(epoch: state.network.epoch, revision: state.revision))
        return try follow(log, context, needing: .readNetwork(state.network.name), holding: places.take())
    }

    private func followServer(_ request: Request, context: APIContext) async throws -> Response {
        _ = try controlPlane.truth(for: context.principal, needing: .enter)
        let last = try request.headers[.lastEventID].map { text throws(ModelError) in try ServerEventID(parsing: text) }
        let place = try places.take()
        let isLive = try request.flag("live")
        let log = try await ServerEventLog(
            controlPlane, for: context.principal, after: last, live: isLive ? .told : .untold, texts: texts,
            clock: clock)
        return follow(log, context, needing: .enter, holding: place)
    }

    private func follow(
        _ log: some FollowableLog, _ context: APIContext, needing permission: Permission,
        holding place: StreamPlaces.Place
    ) -> Response {
        let watch = CredentialWatch(
            controlPlane: controlPlane, shown: context.shown ?? .nothing, permission: permission)
        let clock = clock
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: ResponseBody { writer in
                try await FollowedLog(watch: watch, clock: clock).write(log, to: &writer)
                withExtendedLifetime(place) {}
            })
    }
}
