internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// `/healthz` and `/readyz`: for who starts and watches the server, without a session.
struct HealthRoutes: Sendable {
    let controlPlane: ControlPlane
    let face: PublicFace
    /// Since when the files for name servers are not what they should be; nil while they are.
    var namesFailingSince: @Sendable () -> Timestamp? = { nil }

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.liveness, use: health)
            .on(.readiness, use: readiness)
    }

    /// That the process answers at all.
    private func health(_ request: Request, context: APIContext) async throws -> Response {
        try .json(HealthResource(.ok))
    }

    /// That agents are listened to too, that the state is read, and that the store does what it is asked. Why it does
    /// not is in the log: whoever reaches the server may read this.
    private func readiness(_ request: Request, context: APIContext) async throws -> Response {
        switch controlPlane.health {
        case .ready where face.isBound: try .json(ready)
        case .ready: try Self.notReady("the server is starting")
        case .loading: try Self.notReady("the state is being read")
        case .commitFailed(.full, let since): try Self.notReady("nothing can be written: there is no room", since)
        case .commitFailed(_, let since): try Self.notReady("nothing can be written", since)
        case .readFailed(_, let since): try Self.notReady("the change log cannot be read", since)
        }
    }

    /// Networks work without the files that other name servers read.
    private var ready: HealthResource {
        guard let since = namesFailingSince() else { return HealthResource(.ok) }
        return HealthResource(.ok, reason: "the names cannot be written for name servers", since: since)
    }

    private static func notReady(_ reason: String, _ since: Timestamp? = nil) throws -> Response {
        try .json(HealthResource(.notReady, reason: reason, since: since), status: .serviceUnavailable)
    }
}
