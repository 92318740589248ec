internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import NetmakerAgentWire
public import NetmakerCore
internal import PinnedTLS

/// Reaches a server by gRPC over TLS. What belongs together (`withCalls`) and every session has a connection of its own,
/// which asks the server for its present key and keeps nothing of a failure before.
public struct GRPCAgentTransport: AgentTransport {
    /// How long a connection may take to be made, TLS included.
    public static let connectTimeout: Duration = .seconds(10)
    /// How long a call may take, connection included.
    public static let callTimeout: Duration = .seconds(30)

    let server: ServerAddress
    let check: PinnedCertificateCheck

    /// - Parameter pins: the keys the server may show; empty means that the system's trusted roots and the host name
    ///   decide.
    public init(server: ServerAddress, pins: some Sequence<CertificatePin>) {
        self.server = server
        check = PinnedCertificateCheck(pins: pins)
    }

    public func withCalls<Value: Sendable>(
        _ body: (any AgentCalls) async throws -> Value
    ) async throws -> Value {
        try await connected { try await body(GRPCAgentCalls(client: $0)) }
    }

    public func challenge() async throws -> Challenge { try await withCalls { try await $0.challenge() } }

    public func join(_ request: Signed<JoinRequest>) async throws -> JoinReply {
        try await withCalls { try await $0.join(request) }
    }

    public func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply {
        try await withCalls { try await $0.checkIn(request) }
    }

    public func leave(_ request: Signed<LeaveRequest>) async throws {
        try await withCalls { try await $0.leave(request) }
    }

    public func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value {
        let toServer = BoundedChannel<AgentFrame>(capacity: 1)
        let silence = unreachable("it does not answer")
        return try await connected { client in
            try await withDeadline(Self.connectTimeout, orThrow: silence) { arrived in
                try await client.session(options: .session) { writer in
                    defer { toServer.close() }
                    while let frame = try await toServer.next() { try await writer.write(frame.wire) }
                } onResponse: { response in
                    defer { toServer.close() }
                    _ = try response.accepted.get()
                    arrived()
                    return await withTaskGroup(of: Void.self) { group in
                        let frames = BoundedChannel<ServerFrame>(capacity: 1)
                        group.addTask {
                            await frames.take(response.messages, as: { try ServerFrame($0) }, orThrow: failure)
                        }
                        defer { group.cancelAll() }
                        // What the body throws is its own and no failure of the stream: it comes out as it is.
                        return await Result.of {
                            try await body(
                                AgentConnection(
                                    incoming: AsyncThrowingStream { try await frames.next() },
                                    send: { try await toServer.send($0) }))
                        }
                    }
                }
            }
        }.get()
    }
}

extension CallOptions {
    /// Fails at once when the server is not there, rather than waiting for it to come.
    static var call: CallOptions {
        var options = session
        options.timeout = GRPCAgentTransport.callTimeout
        return options
    }

    fileprivate static var session: CallOptions {
        var options = CallOptions.defaults
        options.waitForReady = false
        // The transport applies this one bound to what it reads, too.
        options.maxRequestMessageBytes = FrameSize.maximum
        options.maxResponseMessageBytes = FrameSize.maximum
        return options
    }
}

extension Result where Failure == any Error {
    /// What the body returns, or throws.
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
