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
    /// - Parameters:
    ///   - configuration: what the node was last told about itself: where the server knows that and what the hello
    ///     reports, neither is said again. Nil when it was told nothing.
    ///   - server: the server the node joined: to another one nothing is said.
    /// - Throws: `AgentProtocolError`: the server's refusal as it said it, `.wrongServer`, or `.unavailable`; and
    ///   whatever `body` throws.
    public func withSession<Value: Sendable>(
        _ hello: Hello, knowing configuration: NodeConfiguration? = nil, identity: IdentityPrivateKey,
        server: ServerID,
        _ body: @escaping @Sendable (AgentSession) async throws -> Value
    ) async throws -> Value {
        try await transport.withSession { connection in
            let silence = AgentProtocolError(
                .unavailable, message: "the server does not answer the hello", remedy: "try again later")
            return try await withDeadline(Self.handshakeTimeout, orThrow: silence) { arrived in
                let session = try await Self.open(connection, hello, configuration, identity, server)
                arrived()
                return try await body(session)
            }
        }
    }

    private static func open(
        _ connection: AgentConnection, _ hello: Hello, _ configuration: NodeConfiguration?,
        _ identity: IdentityPrivateKey, _ server: ServerID
    ) async throws -> AgentSession {
        var frames = connection.incoming.makeAsyncIterator()
        guard case .greeting(let greeting) = try await next(&frames) else { throw unexpected("a greeting") }
        let challenge = greeting.challenge
        guard challenge.server == server else { throw wrong(challenge.server, not: server) }
        var said = hello
        if greeting.takesMarks, let configuration, let report = hello.report {
            said = hello.bearing(try NodeMark(configuration, report))
        }
        try await connection.send(.hello(SignedHello(signing: said, with: identity, answering: challenge)))
        while true {
            switch try await next(&frames) {
            case .welcome(let welcome):
                return try await begin(connection, welcome, after: said, of: hello, configuration)
            case .instruction:
                // To one that is no node any more; the refusal that follows says it again, with words.
                continue
            default:
                throw unexpected("a welcome")
            }
        }
    }

    /// Says what a mark stood for that does not fit.
    private static func begin(
        _ connection: AgentConnection, _ welcome: Welcome, after said: Hello, of hello: Hello,
        _ configuration: NodeConfiguration?
    ) async throws -> AgentSession {
        guard case .mark = said.news else {
            guard !welcome.markIsEqual else { throw unexpected("what answers a report") }
            return AgentSession(welcome: welcome, known: nil, connection: connection)
        }
        if !welcome.markIsEqual, let report = hello.report { try await connection.send(.report(report)) }
        return AgentSession(
            welcome: welcome.adding(Capability.ofServersWithMarks),
            known: welcome.markIsEqual ? configuration?.revised(welcome.revision) : nil, connection: connection)
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
