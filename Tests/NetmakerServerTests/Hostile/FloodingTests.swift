import NIOCore
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import ServiceLifecycle
import Testing

@testable import NetmakerServer

/// Whole servers on real sockets, reached without a session. How long a test may take is the limit of every wait.
@Suite(.timeLimit(.minutes(3))) struct `A request that does not get done` {
    private let folder = TemporaryPath()
    private let quick = ServerLimits(request: .seconds(3))

    /// - Parameter body: is given the server, and a way to stop it that returns when it has.
    private func withServer(
        limits: ServerLimits,
        _ body: @Sendable (StartedServer, @Sendable @escaping () async throws -> Void) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration(
            dataDirectory: DataDirectory(folder.path), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0)
        configuration.limits = limits
        let server = try Server(configuration, logger: APIWorld.quiet)
        let services = ServiceGroup(services: [server], logger: APIWorld.quiet)
        let ended = Latch<Bool>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await services.run()
                ended.open(true)
            }
            defer { group.cancelAll() }
            try await body(try await server.started) {
                await services.triggerGracefulShutdown()
                _ = try await ended.value
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    @Test func `since its client takes no answer costs the client its connection`() async throws {
        try await withServer(limits: quick) { server, _ in
            let flood = try await FloodingConnection.open(to: server.api.port)
            try await flood.closed()
        }
    }

    @Test func `since its client takes no answer does not hold up a server that is to stop`() async throws {
        // With the limits as they are.
        try await withServer(limits: ServerLimits()) { server, stop in
            let flood = try await FloodingConnection.open(to: server.api.port)
            try await flood.stuck()
            let start = ContinuousClock.now
            try await stop()
            #expect(start.duration(to: .now) < .seconds(30))
            try await flood.closed()
        }
    }

    @Test func `is no other's concern: a connection lasts as long as its requests get done`() async throws {
        try await withServer(limits: quick) { server, _ in
            try await RawConnection.open(to: .api(server.api.port)) { speaker in
                let request = Array("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
                var answers = speaker.inbound.makeAsyncIterator()
                var text = ""
                for round in 1...2 {
                    // Two at once, and longer between them than a request may take.
                    if round > 1 { try await Task.sleep(for: .seconds(4)) }
                    try await speaker.send(request + request)
                    while text.ranges(of: "HTTP/1.1 200").count < 2 * round {
                        text += String(buffer: try #require(try await answers.next()))
                    }
                }
            }
        }
    }
}
