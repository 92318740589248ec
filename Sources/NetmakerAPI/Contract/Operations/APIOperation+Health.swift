internal import HTTPTypes

extension APIOperation {
    static let health = [liveness, readiness]

    public static let liveness = APIOperation(
        "checkLiveness", .get, "/healthz", "Says that the process answers at all.", access: .anybody,
        answers: .ok(HealthResource.self))

    public static let readiness = APIOperation(
        "checkReadiness", .get, "/readyz", "Says whether the server can do its work, and if not, why.",
        access: .anybody, answers: .ok(HealthResource.self), .other(503, HealthResource.self))
}
