public import NetmakerCore

/// Connects agents to a handler in the same process, so that a whole server and many agents run in one test. It behaves
/// as a stream over a network does: bounded both ways, and a side that goes away is seen by the other.
public struct InMemoryAgentTransport: AgentTransport {
    /// How many frames are under way at most, each way.
    public static let capacity = 8

    private let handler: any AgentHandler
    private let source: IPAddress?

    /// - Parameter source: where the server sees the agent's calls come from.
    public init(handler: any AgentHandler, source: IPAddress? = nil) {
        self.handler = handler
        self.source = source
    }

    public func challenge() async throws -> Challenge { try await handler.challenge(from: source) }

    public func join(_ request: Signed<JoinRequest>) async throws -> JoinReply {
        try await handler.join(request, from: source)
    }

    public func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply {
        try await handler.checkIn(request, from: source)
    }

    public func leave(_ request: Signed<LeaveRequest>) async throws {
        try await handler.leave(request, from: source)
    }

    public func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value {
        let toServer = BoundedChannel<AgentFrame>(capacity: Self.capacity)
        let toAgent = BoundedChannel<ServerFrame>(capacity: Self.capacity)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await serve(toServer, toAgent) }
            // However the body ends: the server sees its stream end and its sends fail, and finishes by itself.
            defer {
                toServer.finish()
                toAgent.close()
            }
            return try await body(
                AgentConnection(
                    incoming: AsyncThrowingStream { try await toAgent.next() },
                    send: { try await toServer.send($0) }))
        }
    }

    private func serve(_ toServer: BoundedChannel<AgentFrame>, _ toAgent: BoundedChannel<ServerFrame>) async {
        let connection = ServerConnection(
            source: source, incoming: AsyncThrowingStream { try await toServer.next() },
            send: { try await toAgent.send($0) })
        do {
            try await handler.session(connection)
            toAgent.finish()
        } catch {
            toAgent.finish(.failure(error))
        }
        toServer.close()
    }
}
