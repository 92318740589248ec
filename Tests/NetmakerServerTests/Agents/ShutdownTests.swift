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
                guard case .reconnect(let delay) = try await listener.instruction() else {
                    Issue.record("it was told something else")
                    return
                }
                #expect(delay <= .seconds(2))
                #expect(try await listener.next() == nil)
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
}
