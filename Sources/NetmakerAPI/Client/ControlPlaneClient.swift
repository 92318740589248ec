internal import FoundationEssentials
internal import HTTPTypes
internal import NetmakerCore

/// The REST interface of a server as a type: one call a verb, values in and out.
///
/// Every call throws `APIError`; a refusal of the server carries its `Problem`.
public struct ControlPlaneClient: Sendable {
    /// How long an answer may take that is not meant to wait.
    public static let patience: Duration = .seconds(30)
    /// The largest answer that is read, in bytes.
    public static let largestAnswer = 64 << 20

    let transport: any HTTPTransport
    let token: ConfidentialText?

    /// - Parameter token: a session's; nil to ask for what needs none.
    public init(_ transport: any HTTPTransport, token: ConfidentialText? = nil) {
        self.transport = transport
        self.token = token
    }
}

extension ControlPlaneClient {
    /// Sends a request and reads the answer's body.
    func ask<Answer: Decodable & Sendable>(
        _ method: HTTPRequest.Method, _ path: APIPath, query: String = "", ifMatch: Revision? = nil,
        body: (any Encodable & Sendable)? = nil, within limit: Duration = patience, for type: Answer.Type
    ) async throws(APIError) -> Answer {
        let answer = try await exchange(method, path, query: query, ifMatch: ifMatch, body: body, within: limit)
        return try Self.decode(type, from: answer)
    }

    /// Sends a change of a network and reads the answer's body and the revision it led to.
    func change<Answer: Decodable & Sendable>(
        _ method: HTTPRequest.Method, _ path: APIPath, ifMatch: Revision? = nil,
        body: (any Encodable & Sendable)? = nil, for type: Answer.Type
    ) async throws(APIError) -> Changed<Answer> {
        let answer = try await exchange(method, path, ifMatch: ifMatch, body: body)
        return Changed(try Self.decode(type, from: answer), networkRevision: try Self.revision(of: answer))
    }

    /// Sends a change of a network whose answer has no body.
    func change(
        _ method: HTTPRequest.Method, _ path: APIPath, query: String = "", ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        let answer = try await exchange(method, path, query: query, ifMatch: ifMatch)
        return Changed((), networkRevision: try Self.revision(of: answer))
    }

    @discardableResult
    func exchange(
        _ method: HTTPRequest.Method, _ path: APIPath, query: String = "", ifMatch: Revision? = nil,
        body: (any Encodable & Sendable)? = nil, within limit: Duration = patience
    ) async throws(APIError) -> HTTPAnswer {
        var request = request(method, path, query: query)
        if let ifMatch { request.headerFields[.ifMatch] = EntityTag(ifMatch).description }
        var bytes: [UInt8] = []
        if let body {
            request.headerFields[.contentType] = "application/json"
            bytes = try Self.encode(body)
        }
        let answer = try await transport.send(request, body: bytes, within: limit)
        guard answer.status.kind == .successful else { throw Self.refusal(in: answer) }
        return answer
    }

    /// A request as the caller's session sends it.
    func request(_ method: HTTPRequest.Method, _ path: APIPath, query: String = "") -> HTTPRequest {
        var request = HTTPRequest(method: method, scheme: "https", authority: nil, path: path.description + query)
        request.headerFields[.accept] = "application/json, \(Problem.mediaType)"
        if let token { request.headerFields[.authorization] = "Bearer \(token.revealed())" }
        return request
    }

    private static func encode(_ body: any Encodable) throws(APIError) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(body))
        } catch {
            throw APIError(
                .unexpectedAnswer, message: "the request cannot be written as JSON: \(error)",
                remedy: "report this as a fault", cause: error)
        }
    }

    static func decode<Answer: Decodable>(
        _ type: Answer.Type, from answer: HTTPAnswer
    ) throws(APIError) -> Answer {
        do {
            return try JSONDecoder().decode(type, from: Data(answer.body))
        } catch {
            throw APIError(
                .unexpectedAnswer, message: "the server's answer is not what this release expects: \(error)",
                remedy: "use the release that the server has", cause: error)
        }
    }

    private static func revision(of answer: HTTPAnswer) throws(APIError) -> Revision {
        guard let text = answer.fields[.netmakerRevision], let revision = try? Revision(parsing: text) else {
            throw APIError(
                .unexpectedAnswer, message: "the server's answer names no revision",
                remedy: "check that the address is that of an nm-server, and that nothing in between drops headers")
        }
        return revision
    }

    static func refusal(in answer: HTTPAnswer) -> APIError {
        if let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body)) { return APIError(problem) }
        return APIError(
            .unexpectedAnswer, message: "the answer is HTTP \(answer.status.code), and does not say why",
            remedy: "check that the address is that of an nm-server's interface")
    }
}
