import NetmakerCore
import Testing

@testable import NetmakerServer

/// What is accepted at the moment a server stops listening must not end the program.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A server to which connections come without a pause` {
    private let folder = TemporaryPath()

    @Test func `stops well, time after time`() async throws {
        for _ in 0..<50 {
            try await WholeServer.running(in: folder) { server in
                let hammers = [server.started.api.port, server.started.agents.port].map(Hammer.init(on:))
                defer { for hammer in hammers { hammer.stop() } }
                for hammer in hammers { try await until { hammer.connections > 50 } }
                try await server.stop()
            }
        }
    }

    @Test func `says what is in its way when it cannot go on`() async throws {
        try await WholeServer.running(in: folder) { other in
            for _ in 0..<20 {
                let (own, late) = (TemporaryPath(), TemporaryPath())
                defer { withExtendedLifetime(late) {} }
                // Free a moment ago, and nobody is given it again so soon.
                let port = try await WholeServer.running(in: own) { $0.started.agents.port }
                let hammer = Hammer(on: port)
                defer { hammer.stop() }
                let error = await #expect(throws: ServerError.self) {
                    try await Server(
                        ServerConfiguration(
                            dataDirectory: DataDirectory(late.path), publicHost: "127.0.0.1",
                            listenAddress: try IPAddress(parsing: "127.0.0.1"),
                            apiPort: other.started.api.port.rawValue, agentsPort: port.rawValue),
                        logger: APIWorld.quiet
                    ).run()
                }
                #expect(error?.setting == "--api-port")
            }
        }
    }
}
