internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI

/// `/api/v1/openapi.json`: for whoever reaches the server, since a client reads it before it is anybody.
struct DocumentRoutes: Sendable {
    /// Written once: it is the same for everybody.
    private let answer: Response

    init() throws {
        answer = try .json(OpenAPIDocument(APIOperation.all))
    }

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showDocument) { [answer] _, _ in answer }
    }
}
