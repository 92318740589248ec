internal import Hummingbird
internal import NetmakerControl
internal import NetmakerCore

/// Refuses a path with an empty segment, which the router would leave out: who means one node and has its name in an
/// empty variable must not be taken to mean all of the network.
struct WholePaths: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path == "/" || !(path.hasSuffix("/") || path.contains("//")) else {
            throw ControlError(
                .notFound, message: "\(ShownText(path: path)) has an empty segment",
                remedy: "leave no segment empty, and put no slash at the end")
        }
        return try await next(request, context)
    }
}
