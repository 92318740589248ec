internal import Hummingbird

/// Counts every request, and how long its answer took.
struct RequestMetrics: RouterMiddleware {
    let meter: RequestMeter

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        meter.begin()
        defer { meter.end() }
        let response = try await next(request, context)
        meter.count(
            request.method, context.endpointPath, status: response.status.code,
            bytes: response.body.contentLength ?? 0, after: start.duration(to: .now))
        return response
    }
}
