import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import ServiceLifecycle
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `A server that goes away` {
    @Test func `tells its agents to come back in a moment`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await machine.withSession { listener in
                _ = try await listener.map()
                world.service.sessions.drain()
                try await Self.expectFarewell(listener)
            }
        }
    }

    @Test func `opens no session any more`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            world.service.sessions.drain()
            await #expect(throws: AgentProtocolError.sample(.unavailable)) { try await machine.map() }
        }
    }

    @Test func `stops while an agent is in a session over the network`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                try await world.join(1).reaching(server.client()).withSession { listener in
                    _ = try await listener.map()
                    await server.services.triggerGracefulShutdown()
                    try await Self.expectFarewell(listener)
                }
                // The test's time limit is how long this may take.
                try await server.stop()
            }
        }
    }

    private static func expectFarewell(_ listener: Listener) async throws {
        guard case .reconnect(let delay) = try await listener.instruction() else {
            Issue.record("it was told something else")
            return
        }
        #expect(delay <= .seconds(2))
        #expect(try await listener.next() == nil)
    }
}
