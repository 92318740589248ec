public import HTTPTypes

/// Carries one request to one server and brings the whole answer back. Which server, and why it is trusted, is the
/// transport's own business: a request has a path and no host.
public protocol HTTPTransport: Sendable {
    /// - Parameter limit: how long to wait for the whole answer.
    /// - Throws: `APIError.Code.unreachable` or `.untrusted`. Any answer, whatever its status, is no error here.
    func send(_ request: HTTPRequest, body: [UInt8], within limit: Duration) async throws(APIError) -> HTTPAnswer

    /// Sends a request whose answer has no end of its own, and hands its body over as it comes.
    ///
    /// - Parameter receive: gets each part; not called for an answer that is no success, and ends it by what it throws.
    /// - Returns: the answer when it has ended; its body only when it is no success.
    /// - Throws: `APIError.Code.unreachable` or `.untrusted`, or what `receive` throws.
    func follow(
        _ request: HTTPRequest, _ receive: @Sendable (ArraySlice<UInt8>) async throws -> Void
    ) async throws -> HTTPAnswer
}

extension HTTPTransport {
    /// For those that have whole answers alone: all of it in one part.
    public func follow(
        _ request: HTTPRequest, _ receive: @Sendable (ArraySlice<UInt8>) async throws -> Void
    ) async throws -> HTTPAnswer {
        let answer = try await send(request, body: [], within: ControlPlaneClient.patience)
        guard answer.status.kind == .successful else { return answer }
        try await receive(answer.body[...])
        return HTTPAnswer(status: answer.status, fields: answer.fields)
    }
}

/// A whole answer.
public struct HTTPAnswer: Hashable, Sendable {
    public let status: HTTPResponse.Status
    public let fields: HTTPFields
    public let body: [UInt8]

    public init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
