internal import HTTPTypes

extension APIOperation {
    static let server = [showServer, showDocument]

    public static let showServer = APIOperation(
        "showServer", .get, "/api/v1/server", "Tells who the server is and where it is reached.",
        answers: .ok(ServerResource.self))

    public static let showDocument = APIOperation(
        "showDocument", .get, "/api/v1/openapi.json", "Gives this document.", access: .anybody,
        answers: .ok(OpenAPIDocument.self))
}
