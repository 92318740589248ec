public import NetmakerCore

/// What an agent asks of a server, over whatever transport: it signs, checks who answers, and reads refusals.
public struct AgentClient: Sendable {
    /// How long the server may take to answer a hello.
    public static let handshakeTimeout: Duration = .seconds(20)

    public let transport: any AgentTransport

    public init(transport: any AgentTransport) { self.transport = transport }

    /// Asks for a machine to become a node. Repeated with the same identity, it is the same node.
    ///
    /// - Parameter identity: the private half of the request's identity.
    /// - Throws: `AgentProtocolError`; `.wrongServer` when another server answers than gave the nonce.
    public func join(_ request: JoinRequest, identity: IdentityPrivateKey) async throws -> JoinReply {
        try await transport.withCalls { calls in
            let challenge = try await calls.challenge()
            let reply = try await calls.join(Signed(signing: request, with: identity, answering: challenge))
            guard reply.server == challenge.server else { throw Self.wrong(reply.server, not: challenge.server) }
            return reply
        }
    }

    /// Asks whether anything changed.
    ///
    /// - Parameter server: the server the node joined.
    /// - Throws: `AgentProtocolError`; `.removed` when the node is one no more.
    public func checkIn(
        _ request: CheckInRequest, identity: IdentityPrivateKey, server: ServerID
    ) async throws -> CheckInReply {
        try await withCheckIns(identity: identity, server: server) { checkIn in try await checkIn(request) }
    }

    /// Runs `body` with check-ins that have one way to the server between them.
    ///
    /// - Parameter server: the server the node joined: another one is told nothing.
    /// - Throws: whatever `body` throws; its check-ins throw `AgentProtocolError`.
    public func withCheckIns<Value: Sendable>(
        identity: IdentityPrivateKey, server: ServerID,
        _ body: (_ checkIn: (CheckInRequest) async throws -> CheckInReply) async throws -> Value
    ) async throws -> Value {
        try await transport.withCalls { calls in
            try await body { request in
                let challenge = try await Self.challenge(by: calls, of: server)
                return try await calls.checkIn(Signed(signing: request, with: identity, answering: challenge))
            }
        }
    }

    /// Ends a membership.
    ///
    /// - Parameter server: the server the node joined.
    /// - Throws: `AgentProtocolError`; `.removed` or `.unknownNode` when there is no membership to end.
    public func leave(_ request: LeaveRequest, identity: IdentityPrivateKey, server: ServerID) async throws {
        try await transport.withCalls { calls in
            let challenge = try await Self.challenge(by: calls, of: server)
            try await calls.leave(Signed(signing: request, with: identity, answering: challenge))
        }
    }

    /// Opens a session and runs `body` in it; the session ends when `body` returns.
    ///
    /// - Parameter server: the server the node joined: to another one nothing is said.
    /// - Throws: `AgentProtocolError`: the server's refusal as it said it, `.wrongServer`, or `.unavailable`; and
    ///   whatever `body` throws.
    public func withSession<Value: Sendable>(
        _ hello: Hello, identity: IdentityPrivateKey, server: ServerID,
        _ body: @escaping @Sendable (AgentSession) async throws -> Value
    ) async throws -> Value {
        try await transport.withSession { connection in
            let silence = AgentProtocolError(
                .unavailable, message: "the server does not answer the hello", remedy: "try again later")
            return try await withDeadline(Self.handshakeTimeout, orThrow: silence) { arrived in
                let session = try await Self.open(connection, hello, identity, server)
                arrived()
                return try await body(session)
            }
        }
    }

    private static func open(
        _ connection: AgentConnection, _ hello: Hello, _ identity: IdentityPrivateKey, _ server: ServerID
    ) async throws -> AgentSession {
        var frames = connection.incoming.makeAsyncIterator()
        guard case .greeting(let greeting) = try await next(&frames) else { throw unexpected("a greeting") }
        guard greeting.server == server else { throw wrong(greeting.server, not: server) }
        try await connection.send(.hello(SignedHello(signing: hello, with: identity, answering: greeting)))
        while true {
            switch try await next(&frames) {
            case .welcome(let welcome):
                return AgentSession(welcome: welcome, connection: connection)
            case .instruction:
                // To one that is no node any more; the refusal that follows says it again, with words.
                continue
            default:
                throw unexpected("a welcome")
            }
        }
    }

    /// The next frame that is no refusal.
    private static func next(
        _ frames: inout AsyncThrowingStream<ServerFrame, any Error>.Iterator
    ) async throws -> ServerFrame {
        switch try await frames.next() {
        case .refusal(let refusal): throw refusal
        case nil: throw AgentProtocolError.sessionOver
        case .some(let frame): return frame
        }
    }

    private static func challenge(by calls: any AgentCalls, of server: ServerID) async throws -> Challenge {
        let challenge = try await calls.challenge()
        guard challenge.server == server else { throw wrong(challenge.server, not: server) }
        return challenge
    }

    private static func wrong(_ server: ServerID, not expected: ServerID) -> AgentProtocolError {
        AgentProtocolError(
            .wrongServer, message: "this is server \(server), not \(expected)",
            remedy: "check the address; if the server was made anew, join again")
    }

    private static func unexpected(_ what: String) -> AgentProtocolError {
        AgentProtocolError(
            .unexpected, message: "the server said something else than \(what)",
            remedy: "upgrade the older of agent and server")
    }
}
