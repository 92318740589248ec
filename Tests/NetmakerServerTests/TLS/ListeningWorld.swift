import Logging
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import PinnedTLS
import ServiceLifecycle

@testable import NetmakerServer

/// A server that listens on the loopback address, at a port the system chose.
struct ListeningServer: Sendable {
    let port: ListenPort
    let served: ServedIdentity
    let rotation: TLSRotation
    let folder: TemporaryPath
    /// It, and the agents' service.
    let services: ServiceGroup
    fileprivate let ended: Latch<Bool>

    /// The pin of the key it shows now.
    var pin: CertificatePin { served.pin }

    /// Stops it as SIGTERM does, and returns when it has stopped.
    func stop() async throws {
        await services.triggerGracefulShutdown()
        _ = try await ended.value
    }

    /// An agent's way to it.
    func client(pins: [CertificatePin]? = nil) throws -> AgentClient {
        AgentClient(
            transport: GRPCAgentTransport(
                server: try ServerAddress(host: "127.0.0.1", port: port), pins: pins ?? [pin]))
    }
}

extension AgentWorld {
    /// Listens for as long as `body` does.
    func listening(
        limits: ConnectionLimits = ConnectionLimits(), _ body: @Sendable (ListeningServer) async throws -> Void
    ) async throws {
        try await withListener(limits: limits, body)
    }

    /// Listens for as long as `body` does.
    ///
    /// - Returns: what it returns.
    func withListener<Value: Sendable>(
        limits: ConnectionLimits = ConnectionLimits(), _ body: @Sendable (ListeningServer) async throws -> Value
    ) async throws -> Value {
        let folder = TemporaryPath()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let files = TLSFiles(folder: folder.path, hosts: ["vpn.example.org"])
        let identity = try files.identity(now: clock.now)
        let served = try ServedIdentity(identity, wallClock: clock)
        let rotation = try TLSRotation(
            files: files, identity: identity, served: served, agents: service, wallClock: clock, logger: logger)
        let server = try GRPCAgentServer(
            handler: service, address: try IPAddress(parsing: "127.0.0.1"), port: 0, identity: served, limits: limits,
            logger: logger)
        let services = ServiceGroup(services: [server, service], logger: logger)
        let ended = Latch<Bool>()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ended.fail(CancellationError()) }
                try await services.run()
                ended.open(true)
            }
            defer { group.cancelAll() }
            return try await body(
                ListeningServer(
                    port: try ListenPort(try await server.port), served: served, rotation: rotation, folder: folder,
                    services: services, ended: ended))
        }
    }
}

extension Machine {
    /// The same machine, with another way to the server.
    func reaching(_ client: AgentClient) -> Machine {
        Machine(number: number, identity: identity, reply: reply, client: client)
    }
}
