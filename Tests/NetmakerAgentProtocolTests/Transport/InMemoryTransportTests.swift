import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The transport in memory` {
    private func transport(_ serve: @escaping @Sendable (ServerConnection) async throws -> Void)
        -> InMemoryAgentTransport
    {
        InMemoryAgentTransport(handler: SessionHandler(serve: serve), source: Samples.address(1))
    }

    @Test func `tells the server where the agent is`() async throws {
        try await transport { #expect($0.source == Samples.address(1)) }.withSession { _ in }
    }

    @Test func `carries frames both ways, in order`() async throws {
        let transport = transport { connection in
            for try await frame in connection.incoming {
                guard case .acknowledgement(let revision) = frame else { continue }
                try await connection.send(
                    .heartbeat(serverTime: Timestamp(millisecondsSince1970: Int64(revision.rawValue))))
            }
        }
        let echoes = try await transport.withSession { connection in
            var frames = connection.incoming.makeAsyncIterator()
            var echoes: [Int64] = []
            for number in 1...20 {
                try await connection.send(.acknowledgement(Revision(UInt64(number))))
                if case .heartbeat(let time) = try await frames.next() { echoes.append(time.millisecondsSince1970) }
            }
            return echoes
        }
        #expect(echoes == Array(1...20))
    }

    @Test func `ends for the server when the agent goes`() async throws {
        try await transport { connection in
            for try await _ in connection.incoming {}
            await #expect(throws: AgentProtocolError.sessionOver) {
                try await connection.send(.heartbeat(serverTime: Samples.time))
            }
        }.withSession { _ in }
    }

    @Test func `ends for the agent when the server goes, after the last frame`() async throws {
        try await transport { try await $0.send(.heartbeat(serverTime: Samples.time)) }.withSession { connection in
            var frames = connection.incoming.makeAsyncIterator()
            guard case .heartbeat = try await frames.next() else {
                Issue.record("the last frame is lost")
                return
            }
            #expect(try await frames.next() == nil)
            await #expect(throws: AgentProtocolError.sessionOver) {
                try await connection.send(.acknowledgement(Revision(1)))
            }
        }
    }

    @Test func `tells the agent what broke the server's side`() async throws {
        struct Broken: Error {}
        try await transport { _ in throw Broken() }.withSession { connection in
            var frames = connection.incoming.makeAsyncIterator()
            await #expect(throws: Broken.self) { try await frames.next() }
        }
    }
}
