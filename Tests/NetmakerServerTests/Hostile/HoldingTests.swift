import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// Over real sockets. How long a test may take is the limit of every wait.
@Suite(.timeLimit(.minutes(3))) struct `A stream that its peer does not let end` {
    private let quick = ConnectionLimits(
        unused: .seconds(5), silence: .seconds(4), ping: .seconds(1), call: .seconds(1), farewell: .seconds(1))
    private let patience = AgentServiceConfiguration(helloTimeout: .seconds(1), reportInterval: .zero)

    @Test(arguments: HoldingConnection.Way.allCases)
    func `is ended, and its connection closed, however well that answers`(_ way: HoldingConnection.Way) async throws {
        try await AgentWorld.with(configuration: patience) { world in
            try await world.listening(limits: quick) { server in
                let connection = try await HoldingConnection.open(way, to: server.port)
                try await connection.closed()
                // So it was not for its silence.
                #expect(connection.answeredPings > 0)
                await world.service.sessions.until { $0.running == 0 }
            }
        }
    }

    @Test func `since it takes nothing is ended, and its session is over`() async throws {
        try await AgentWorld.with { world in
            try await world.listening(limits: ConnectionLimits(silence: .seconds(4), ping: .seconds(1))) { server in
                let (machine, other) = (try await world.join(1), try await world.join(2))
                try await machine.reaching(server.client()).withSession { _ in
                    #expect(world.service.sessionCount == 1)
                    // More than fits into the windows of HTTP/2, unless it is over before.
                    for number in 1...1500 where world.service.sessionCount > 0 {
                        try await world.report(other, port: 10_000 + number)
                    }
                    await world.service.sessions.until { $0.running == 0 }
                }
            }
        }
    }
}
