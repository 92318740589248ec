internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// `/api/v1/server/tls/rotation`, on the operator's socket only.
struct KeyRotationRoutes: Sendable {
    /// Nil when the certificate is the operator's own.
    let rotation: TLSRotation?
    let pinFile: PinFile

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .post(use: rotate)
    }

    private func rotate(_ request: Request, context: APIContext) async throws -> Response {
        let limit = try Self.limit(try request.query(allowing: ["timeout"])["timeout"])
        do {
            guard let rotation else { throw TLSError.notOurs }
            let outcome = try await cancelWhenGracefulShutdown { try await rotation.rotate(waiting: limit) }
            try pinFile.write(outcome.pin)
            return try .json(KeyRotationResource(pin: outcome.pin, missing: outcome.missing))
        } catch let error as TLSError {
            throw ControlError(.conflict, message: error.message, remedy: error.remedy, cause: error)
        }
    }

    private static func limit(_ text: String?) throws(ModelError) -> Duration {
        let longest = Int(KeyRotationResource.longestWait.components.seconds)
        guard let seconds = Int(text ?? "60"), (0...longest).contains(seconds) else {
            throw ModelError(
                .invalidValue, field: "timeout", message: "\"\(text?.excerpt ?? "")\" is not a time to wait",
                remedy: "give 0 to \(longest) seconds")
        }
        return .seconds(seconds)
    }
}
