internal import Hummingbird
internal import Logging
internal import NetmakerCore

/// One line a request: method, path, status, how long. No header, no query, no body: they may hold secrets.
struct RequestLog: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        context.logger.debug(
            "request",
            metadata: [
                "method": "\(request.method)", "path": "\(ShownText(path: request.uri.path))",
                "status": "\(response.status.code)", "duration": "\(start.duration(to: .now))",
                "source": "\(context.source)",
            ])
        return response
    }
}
