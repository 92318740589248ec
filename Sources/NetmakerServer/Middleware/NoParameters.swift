internal import Hummingbird

/// Refuses what stands behind the question mark, for routes that read nothing there: who asks for less, or for a trial,
/// must not be given all, or the deed.
struct NoParameters: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        _ = try request.query(allowing: [])
        return try await next(request, context)
    }
}
