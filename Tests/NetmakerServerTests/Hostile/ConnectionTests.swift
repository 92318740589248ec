import Glibc
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
                    #expect(world.service.presence.of(machine.node, in: AgentWorld.office).isConnected == false)
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

    @Test func `a thousand times over, keeps nobody from joining`() async throws {
        raiseLimitOfOpenFiles()
        try await AgentWorld.with { world in
            // So long that all of them are there at once, however slow the machine.
            let limits = ConnectionLimits(unused: .seconds(300), silence: .seconds(300))
            let connections = try await world.withListener(limits: limits) { server in
                let before = residentBytes()
                var connections: [SilentConnection] = []
                for number in 0..<1000 {
                    connections.append(try await .open(number % 2 == 0 ? .tcp : .tlsBegun, to: server.port))
                    // Connections are accepted in their order: when this one is served, all before it are accepted.
                    if number % 100 == 99 { _ = try await server.client().transport.challenge() }
                }
                // What the test's own ends of them take is in it, too.
                #expect(residentBytes() - before < 200 << 20)

                let key = try await world.perform(
                    CreateAccessKey(network: AgentWorld.office, uses: .remaining(1))
                ).secret
                let identity = IdentityPrivateKey.generate()
                let reply = try await server.client().join(
                    JoinRequest(
                        network: AgentWorld.office, key: key, identity: identity.identityKey,
                        publicKey: Samples.publicKey(1), name: nil, report: Samples.report()), identity: identity)
                let machine = Machine(number: 1, identity: identity, reply: reply, client: try server.client())
                try await machine.withSession { listener in
                    _ = try await listener.map()
                    let other = try await world.join(2)
                    #expect(try await listener.delta().changed.map(\.id) == [other.node])
                }
                let areThere = connections.allSatisfy { $0.channel.isActive }
                #expect(areThere)
                return connections
            }
            for connection in connections { try await connection.closed() }
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

/// What of this process is in memory.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, 256, file) != nil else { return 0 }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}
