internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/metrics`, on its own listener.
struct MetricsRoutes: Sendable {
    let page: MetricsPage

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .get("metrics", use: show)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: Exposition.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: await page.text())))
    }
}
