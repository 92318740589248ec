internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerCore
internal import Synchronization

extension RetriedRequests {
    /// Does a request that has an `Idempotency-Key`, unless that was done.
    ///
    /// - Throws: what `begin` and the handler throw, and `ModelError.Code.invalidValue` for a key that is none.
    func answer(
        _ request: Request, _ context: APIContext, _ operation: APIOperation, key: String,
        by handler: @Sendable (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var request = request
        let name = Name(sender: context.principal, key: try IdempotencyKey(parsing: key).description)
        let body = try await request.wholeBody(upTo: context.maxUploadSize)
        request.body = RequestBody(buffer: body)
        var hash = SHA256()
        hash.update(data: Array("\(operation.id) \(request.uri)\n".utf8))
        hash.update(data: Array(body.readableBytesView))
        if let known = try begin(name, hash.finalize()) {
            return Response(status: known.status, headers: known.headers, body: ResponseBody(byteBuffer: known.body))
        }
        do {
            let response = try await handler(request, context)
            guard !operation.isToldOnce else {
                end(name, .toldOnce)
                return response
            }
            let bytes = CollectedBody()
            try await response.body.write(bytes)
            end(name, .answered(Answer(status: response.status, headers: response.headers, body: bytes.all)))
            return Response(status: response.status, headers: response.headers, body: .init(byteBuffer: bytes.all))
        } catch {
            end(name, .undone)
            throw error
        }
    }
}

/// Takes a body where it would be sent.
private final class CollectedBody: ResponseBodyWriter {
    private let bytes = Mutex(ByteBuffer())

    var all: ByteBuffer { bytes.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
