internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/` and `/dashboard/:version/...`: the dashboard's own files. They hold nothing of anybody's, so whoever reaches the
/// server may have them; what they show they ask of the REST interface.
struct DashboardRoutes: Sendable {
    let files: DashboardFiles

    var endpoints: RouteCollection<APIContext> {
        let collection = RouteCollection(context: APIContext.self)
        for method in [HTTPRequest.Method.get, .head] {
            collection.on("/", method: method, use: page)
            collection.on("/dashboard/:version/**", method: method, use: file)
        }
        return collection
    }

    private func page(_ request: Request, context: APIContext) async throws -> Response {
        answer(files.page, to: request, caching: "no-cache", with: DashboardHeaders.page)
    }

    /// Found in a table: no path leads anywhere else.
    private func file(_ request: Request, context: APIContext) async throws -> Response {
        let path = context.parameters.getCatchAll().joined(separator: "/")
        guard let file = files.file(at: path, version: try context.parameters.require("version")) else {
            throw HTTPError(.notFound)
        }
        return answer(file, to: request, caching: "public, max-age=31536000, immutable", with: DashboardHeaders.all)
    }

    private func answer(
        _ file: DashboardFile, to request: Request, caching: String, with headers: HTTPFields
    ) -> Response {
        var headers = headers
        headers[.contentType] = file.mediaType
        headers[.cacheControl] = caching
        headers[.eTag] = file.tag
        headers[.vary] = "Accept-Encoding"
        guard !file.isHeld(by: request.headers) else { return Response(status: .notModified, headers: headers) }
        var bytes = file.bytes
        if let compressed = file.compressed, Self.takesGzip(request) {
            headers[.contentEncoding] = "gzip"
            bytes = compressed
        }
        let response = Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// Whether the asker names gzip, and does not refuse it (RFC 9110, section 12.5.3).
    private static func takesGzip(_ request: Request) -> Bool {
        request.headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",").contains { entry in
            let parts = entry.lowercased().filter { !$0.isWhitespace }.split(separator: ";")
            return parts.first == "gzip" && !parts.dropFirst().contains { $0.wholeMatch(of: /q=0(\.0*)?/) != nil }
        }
    }
}
