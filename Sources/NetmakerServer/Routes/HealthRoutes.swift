internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl

/// `/healthz` and `/readyz`: for who starts and watches the server, without a session.
struct HealthRoutes: Sendable {
    let controlPlane: ControlPlane
    let face: PublicFace

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .get("healthz", use: health)
            .get("readyz", use: readiness)
    }

    /// That the process answers at all.
    private func health(_ request: Request, context: APIContext) async throws -> Response {
        try .json(HealthResource(.ok))
    }

    /// That agents are listened to too, and that the state is read, and could be written the last time that was tried.
    private func readiness(_ request: Request, context: APIContext) async throws -> Response {
        switch controlPlane.health {
        case .ready where face.isBound: try .json(HealthResource(.ok))
        case .ready:
            try .json(HealthResource(.notReady, reason: "the server is starting"), status: .serviceUnavailable)
        case .loading:
            try .json(HealthResource(.notReady, reason: "the state is being read"), status: .serviceUnavailable)
        case .commitFailed(_, let message):
            try .json(HealthResource(.notReady, reason: message), status: .serviceUnavailable)
        }
    }
}
