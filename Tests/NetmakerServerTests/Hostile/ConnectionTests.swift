import NIOCore
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// Over real sockets. How long a test may take is the limit of every wait.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A connection that says nothing` {
    private let quick = ConnectionLimits(
        unused: .seconds(2), silence: .seconds(3), ping: .seconds(1), call: .seconds(1))
    /// For those who must get through first, on a machine that is busy.
    private let bearing = ConnectionLimits(silence: .seconds(3), ping: .milliseconds(500))
    private let patience = AgentServiceConfiguration(helloTimeout: .seconds(1), reportInterval: .zero)

    @Test func `is closed, however far it went`() async throws {
        try await AgentWorld.with(configuration: patience) { world in
            try await world.listening(limits: quick) { server in
                await withTaskGroup(of: Void.self) { group in
                    for stage in SilentConnection.Stage.allCases {
                        // Closed before it came so far is closed as well.
                        group.addTask { try? await SilentConnection.open(stage, to: server.port).closed() }
                    }
                }
                await world.service.sessions.until { $0.running == 0 }
                #expect(world.service.sessionCount == 0)
                #expect(world.service.counters.sessions == 0)
            }
        }
    }

    /// With one limit that is short: the others would end a connection long after the test.
    private static func only(
        unused: Duration = .seconds(3600), silence: Duration = .seconds(3600)
    ) -> ConnectionLimits {
        ConnectionLimits(unused: unused, silence: silence, ping: silence / 3, call: .seconds(3600))
    }

    /// The limits, and the stages at which each of them alone ends a connection.
    private static let ends: [(limits: ConnectionLimits, stages: [SilentConnection.Stage])] = [
        (only(unused: .seconds(2)), [.tcp, .tlsBegun, .tls, .http2]),
        (only(silence: .seconds(3)), SilentConnection.Stage.allCases),
    ]

    @Test(arguments: ends.indices)
    func `is closed by each limit alone`(_ index: Int) async throws {
        let (limits, stages) = Self.ends[index]
        try await AgentWorld.with { world in
            try await world.listening(limits: limits) { server in
                await withTaskGroup(of: Void.self) { group in
                    for stage in stages {
                        group.addTask { try? await SilentConnection.open(stage, to: server.port).closed() }
                    }
                }
            }
        }
    }

    @Test func `any more, since its machine vanished, is closed, and the node not connected`() async throws {
        try await AgentWorld.with { world in
            try await world.listening(limits: bearing) { server in
                let relay = try await FreezingRelay(to: server.port)
                let way = GRPCAgentTransport(
                    server: try ServerAddress(host: "127.0.0.1", port: try relay.port), pins: [server.pin])
                let machine = try await world.join(1).reaching(AgentClient(transport: way))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await machine.withSession { listener in
                            _ = try await listener.map()
                            try await relay.freeze()
                            // However the agent's end of it goes.
                            while (try? await listener.next()) != nil {}
                        }
                    }
                    while world.service.counters.sessions == 0 { try await Task.sleep(for: .milliseconds(5)) }
                    await world.service.sessions.until { $0.running == 0 }
                    #expect(world.service.sessionCount == 0)
                    #expect(world.service.presence.of(machine.node, in: AgentWorld.harbor).isConnected == false)
                    try await relay.close()
                    group.cancelAll()
                }
            }
        }
    }

    @Test func `but answers, is kept`() async throws {
        try await AgentWorld.with { world in
            try await world.listening(limits: bearing) { server in
                let machine = try await world.join(1).reaching(server.client())
                try await machine.withSession { listener in
                    _ = try await listener.map()
                    // Longer than the silence that ends a connection.
                    try await Task.sleep(for: .seconds(4))
                    let other = try await world.join(2)
                    #expect(try await listener.delta().changed.map(\.id) == [other.node])
                }
            }
        }
    }

    @Test func `does not hold up a server that is to stop`() async throws {
        try await AgentWorld.with { world in
            // With the limits as they are.
            try await world.listening { server in
                var connections: [SilentConnection] = []
                for stage in SilentConnection.Stage.allCases {
                    connections.append(try await .open(stage, to: server.port))
                }
                let start = ContinuousClock.now
                try await server.stop()
                #expect(start.duration(to: .now) < .seconds(15))
                for connection in connections { try await connection.closed() }
            }
        }
    }
}
