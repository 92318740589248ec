internal import HTTPTypes
internal import Hummingbird

/// What every answer says to whoever shows or keeps it, refusals as well: that it is of the type it says, whatever it
/// looks like, since names that others chose stand in answers; and that nobody keeps it, unless it says otherwise.
struct AnswerHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
