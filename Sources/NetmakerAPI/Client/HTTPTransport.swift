public import HTTPTypes

/// Carries one request to one server and brings the whole answer back. Which server, and why it is trusted, is the
/// transport's own business: a request has a path and no host.
public protocol HTTPTransport: Sendable {
    /// - Parameter limit: how long to wait for the whole answer.
    /// - Throws: `APIError.Code.unreachable` or `.untrusted`. Any answer, whatever its status, is no error here.
    func send(_ request: HTTPRequest, body: [UInt8], within limit: Duration) async throws(APIError) -> HTTPAnswer
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
