import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

/// What a server says, and when: an agent takes nothing for a greeting or a welcome that is none.
@Suite(.timeLimit(.minutes(1))) struct `A server that does not keep to the protocol` {
    private static let server = ServerID(rawValue: 9)
    private static let welcome = ServerFrame.welcome(
        Welcome(
            serverTime: Samples.time, revision: Revision(1), mapIsEqual: true, heartbeatInterval: .seconds(60)))

    private static func greeting() -> ServerFrame {
        var generator = SeededGenerator(seed: 1)
        return .greeting(Greeting(Challenge(server: server, nonce: Nonce(using: &generator)), takesMarks: false))
    }

    /// Opens a session with a server that says these frames instead of a greeting, and those instead of a welcome.
    private func open(saying first: [ServerFrame], then second: [ServerFrame]) async throws {
        let hello = Hello(node: Samples.nodeID(1), position: nil, report: Samples.report())
        let handler = SessionHandler { connection in
            for frame in first { try await connection.send(frame) }
            var frames = connection.incoming.makeAsyncIterator()
            _ = try await frames.next()
            for frame in second { try await connection.send(frame) }
        }
        let transport = InMemoryAgentTransport(handler: handler, source: nil)
        try await AgentClient(transport: transport)
            .withSession(hello, identity: .generate(), server: Self.server) { _ in }
    }

    @Test func `is joined in a session when it does`() async throws {
        try await open(saying: [Self.greeting()], then: [Self.welcome])
    }

    static let early: [ServerFrame] = [
        .heartbeat(serverTime: Samples.time), .nextPin(CertificatePin(subjectPublicKeyInfo: [1])),
    ]

    @Test(arguments: early.indices)
    func `by saying something before its greeting is left`(_ index: Int) async throws {
        await #expect(throws: AgentProtocolError(.unexpected, message: "", remedy: "")) {
            try await open(saying: [Self.early[index], Self.greeting()], then: [Self.welcome])
        }
        await #expect(throws: AgentProtocolError(.unexpected, message: "", remedy: "")) {
            try await open(saying: [Self.welcome], then: [])
        }
    }

    @Test(arguments: early.indices)
    func `by saying something before its welcome is left`(_ index: Int) async throws {
        await #expect(throws: AgentProtocolError(.unexpected, message: "", remedy: "")) {
            try await open(saying: [Self.greeting()], then: [Self.early[index], Self.welcome])
        }
    }
}
