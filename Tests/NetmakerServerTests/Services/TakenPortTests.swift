import NIOCore
import NIOPosix
import NetmakerCore
import NetmakerTesting
import ServiceLifecycle
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(2))) struct `A server one of whose ports is taken` {
    /// Runs a server of whose ports one is somebody else's.
    ///
    /// - Returns: why it ended, and what it logged.
    private func run(
        taking port: WritableKeyPath<ServerConfiguration, UInt16>
    ) async throws -> (error: ServerError?, log: [String]) {
        let folder = TemporaryPath()
        let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        var configuration = ServerConfiguration(
            dataDirectory: DataDirectory(folder.path), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0)
        configuration[keyPath: port] = UInt16(try #require(other.localAddress?.port))
        let log = LogRecord()
        let server = try Server(configuration, logger: log.logger)
        let error = await #expect(throws: ServerError.self) { try await server.run() }
        // Whoever waits for it to start hears the same.
        await #expect(throws: ServerError.self) { try await server.started }
        try await other.close()
        return (error, log.words)
    }

    @Test func `says which of people's, and stops the agents' in its order`() async throws {
        let (error, log) = try await run(taking: \.apiPort)
        #expect(error?.code == .cannotListen)
        #expect(error?.setting == "--api-port")
        // What a listener says that is told to stop, and not one that is cancelled while it accepts an agent.
        #expect(log.contains { $0.contains("no new agents are taken") })
    }

    @Test func `says which of agents'`() async throws {
        let (error, _) = try await run(taking: \.agentsPort)
        #expect(error?.code == .cannotListen)
        #expect(error?.setting == "--agents-port")
    }

    @Test func `has nothing to announce, and says nothing of it`() async throws {
        let face = PublicFace(host: "127.0.0.1") { [] }
        let started = Latch<StartedServer>()
        let announcement = Announcement(
            apiPort: Latch(), agentsPort: { 1 }, metrics: nil, face: face, started: started, setupCodeFile: nil)
        let group = ServiceGroup(
            configuration: .init(services: [announcement.stoppingAllInOrder], logger: APIWorld.quiet))
        await group.triggerGracefulShutdown()
        try await group.run()
        #expect(!face.isBound)
    }
}
