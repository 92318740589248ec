public import NetmakerCore

/// What an agent asks that has one answer.
public protocol AgentCalls: Sendable {
    /// - Throws: `AgentProtocolError`, in this and every other call; `.unavailable` when the server is not reached.
    func challenge() async throws -> Challenge
    func join(_ request: Signed<JoinRequest>) async throws -> JoinReply
    func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply
    func leave(_ request: Signed<LeaveRequest>) async throws
}

/// How an agent reaches its server. One implementation speaks gRPC; another connects to a handler in the same process,
/// so that a server and many agents run in one test.
///
/// A call by itself is made as well as one among several.
public protocol AgentTransport: AgentCalls {
    /// Runs `body` with calls that have one way to the server between them: a challenge and what answers it take one
    /// handshake then.
    func withCalls<Value: Sendable>(_ body: (any AgentCalls) async throws -> Value) async throws -> Value

    /// Opens a session and runs `body` in it; the session ends when `body` returns.
    func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value
}

extension AgentTransport {
    /// For who has nothing to share.
    public func withCalls<Value: Sendable>(
        _ body: (any AgentCalls) async throws -> Value
    ) async throws -> Value { try await body(self) }
}

/// An agent's end of a session.
public struct AgentConnection: Sendable {
    /// What the server says. Ends when the server ends the session, throws when the stream breaks.
    public let incoming: AsyncThrowingStream<ServerFrame, any Error>
    /// Sends one frame; returns when the transport has taken it.
    public let send: @Sendable (AgentFrame) async throws -> Void

    public init(
        incoming: AsyncThrowingStream<ServerFrame, any Error>,
        send: @escaping @Sendable (AgentFrame) async throws -> Void
    ) {
        self.incoming = incoming
        self.send = send
    }
}

/// What a server does with agents' calls, whatever they came by.
public protocol AgentHandler: Sendable {
    /// - Parameter source: where the call came from; nil when the transport has no addresses.
    func challenge(from source: IPAddress?) async throws(AgentProtocolError) -> Challenge
    func join(_ request: Signed<JoinRequest>, from source: IPAddress?) async throws(AgentProtocolError) -> JoinReply
    func checkIn(_ request: Signed<CheckInRequest>, from source: IPAddress?) async throws(AgentProtocolError)
        -> CheckInReply
    func leave(_ request: Signed<LeaveRequest>, from source: IPAddress?) async throws(AgentProtocolError)

    /// Serves one session; returns when it is over. A refusal is a frame, sent before returning.
    func session(_ connection: ServerConnection) async throws
}

/// The server's end of a session.
public struct ServerConnection: Sendable {
    /// Where the agent's stream comes from; nil when the transport has no addresses.
    public let source: IPAddress?
    /// What the agent says. Ends when the agent ends the session, throws when the stream breaks or a frame does not
    /// decode.
    public let incoming: AsyncThrowingStream<AgentFrame, any Error>
    /// Sends one frame; returns when the transport has taken it, so a slow agent slows its own sender and nobody else.
    public let send: @Sendable (ServerFrame) async throws -> Void

    public init(
        source: IPAddress?, incoming: AsyncThrowingStream<AgentFrame, any Error>,
        send: @escaping @Sendable (ServerFrame) async throws -> Void
    ) {
        self.source = source
        self.incoming = incoming
        self.send = send
    }
}
