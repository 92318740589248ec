internal import AsyncHTTPClient
public import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
public import NetmakerCore
internal import PinnedTLS

/// Speaks HTTPS to one server, or HTTP to a server's local socket. Never falls back to less than it was told.
public struct AsyncHTTPTransport: HTTPTransport {
    private let client: HTTPClient
    private let root: String
    /// For errors.
    private let destination: String

    /// Runs `body` with a transport to a server, and closes its connections afterwards.
    ///
    /// - Throws: `APIError.Code.untrusted` when pins are given and the server shows none of them, `.unreachable` when
    ///   there is no server to look at, or what `body` throws.
    public static func withTransport<Result>(
        to server: ServerAddress, trusting trust: ServerTrust, _ body: (AsyncHTTPTransport) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup.singleton
        var configuration = HTTPClient.Configuration.quick
        configuration.timeout.read = silence
        configuration.tlsConfiguration = try await tlsConfiguration(for: server, trust, group)
        return try await HTTPClient.withHTTPClient(eventLoopGroup: group, configuration: configuration) { client in
            try await body(
                AsyncHTTPTransport(client: client, root: "https://\(server)", destination: server.description))
        }
    }

    /// Runs `body` with a transport to the local socket of a server on this machine: whoever may open that is trusted,
    /// and so is the server behind it.
    public static func withTransport<Result>(
        toSocket path: String, _ body: (AsyncHTTPTransport) async throws -> Result
    ) async throws -> Result {
        try await HTTPClient.withHTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: .quick
        ) { client in
            let host = path.utf8.map { "%" + Hexadecimal.text(of: [$0]) }
            return try await body(
                AsyncHTTPTransport(client: client, root: "http+unix://\(host.joined())", destination: path))
        }
    }

    /// Longer than a server is ever silent: while it is waited for, and between two signs of life of a stream.
    private static let silence: TimeAmount = .seconds(90)

    public func send(
        _ request: HTTPRequest, body: [UInt8], within limit: Duration
    ) async throws(APIError) -> HTTPAnswer {
        let message = message(request, body)
        do {
            let answer = try await client.execute(message, timeout: TimeAmount(limit))
            return try await whole(answer)
        } catch {
            throw failure(error)
        }
    }

    public func follow(
        _ request: HTTPRequest, _ receive: @Sendable (ArraySlice<UInt8>) async throws -> Void
    ) async throws -> HTTPAnswer {
        let answer: HTTPClientResponse
        do {
            answer = try await client.execute(message(request, []), deadline: .distantFuture)
            guard (200..<300).contains(answer.status.code) else { return try await whole(answer) }
        } catch {
            throw failure(error)
        }
        var parts = answer.body.makeAsyncIterator()
        while true {
            let part: ByteBuffer?
            do { part = try await parts.next() } catch { throw failure(error) }
            guard let part else { break }
            try await receive(Array(part.readableBytesView)[...])
        }
        return HTTPAnswer(
            status: HTTPResponse.Status(code: Int(answer.status.code)), fields: HTTPFields(answer.headers), body: [])
    }

    private func whole(_ answer: HTTPClientResponse) async throws -> HTTPAnswer {
        let buffer = try await answer.body.collect(upTo: ControlPlaneClient.largestAnswer)
        return HTTPAnswer(
            status: HTTPResponse.Status(code: Int(answer.status.code)), fields: HTTPFields(answer.headers),
            body: Array(buffer.readableBytesView))
    }

    private func message(_ request: HTTPRequest, _ body: [UInt8]) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: root + (request.path ?? "/"))
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headerFields { message.headers.add(name: field.name.rawName, value: field.value) }
        if !body.isEmpty { message.body = .bytes(body) }
        return message
    }

    /// A certificate that is not trusted shows as a failed handshake.
    private func failure(_ error: any Error) -> APIError {
        guard error is NIOSSLError || error is BoringSSLError else {
            return .unreachable(destination, because: error)
        }
        return APIError(
            .untrusted, message: "the server at \(destination) shows no certificate that is trusted",
            remedy: "give --pin with the pin that nm-server printed at its start", cause: error)
    }

    private static func tlsConfiguration(
        for server: ServerAddress, _ trust: ServerTrust, _ group: any EventLoopGroup
    ) async throws(APIError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        // A server that is in the midst of a stream does not say goodbye; all that was wanted has come.
        configuration.shutdownTimeout = .milliseconds(100)
        if case .pins(let pins) = trust {
            let fetch = CertificateFetch(server: server, check: PinnedCertificateCheck(pins: pins), group: group)
            configuration.trustRoots = .certificates(try await fetch.chain())
            // The pin says which key it must be; a name would add nothing, and the server may be reached by many.
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }
}

extension HTTPClient.Configuration {
    /// For commands that somebody waits for: a refused connection is an answer, not a reason to try for a minute.
    fileprivate static var quick: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }
}

extension HTTPFields {
    /// What is no field name is dropped: nobody asks for it.
    fileprivate init(_ headers: HTTPHeaders) {
        self.init()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
        }
    }
}
