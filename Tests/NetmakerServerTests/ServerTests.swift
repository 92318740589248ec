import Foundation
import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import ServiceLifecycle
import Synchronization
import Testing

@testable import NetmakerServer

/// Whole servers, on ports the system chose, over a database, spoken to by the real client.
@Suite struct `A server` {
    private let folder = TemporaryPath()
    private static let password = ConfidentialText("correct horse battery")

    private func configuration() throws -> ServerConfiguration {
        ServerConfiguration(
            dataDirectory: DataDirectory(folder.path), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0)
    }

    /// Runs a server for as long as `body` does, and stops it as SIGTERM does.
    private func withServer(_ body: @Sendable (StartedServer) async throws -> Void) async throws {
        let server = try await WholeServer.whenFree { try Server(try configuration(), logger: APIWorld.quiet) }
        try await with(server, body)
    }

    private func with(_ server: Server, _ body: @Sendable (StartedServer) async throws -> Void) async throws {
        let services = ServiceGroup(services: [server], logger: APIWorld.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            do {
                try await body(try await server.started)
            } catch {
                group.cancelAll()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    private func withClient<Value>(
        _ server: StartedServer, pins: [CertificatePin]? = nil, token: ConfidentialText? = nil,
        _ body: (ControlPlaneClient) async throws -> Value
    ) async throws -> Value {
        try await AsyncHTTPTransport.withTransport(to: server.api, trusting: .pins(Set(pins ?? server.pins))) {
            try await body(ControlPlaneClient($0, token: token))
        }
    }

    private func setUp(_ server: StartedServer) async throws -> ConfidentialText {
        let file = try #require(server.setupCodeFile)
        return try await setUp(
            server, by: try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines))
    }

    @discardableResult
    private func setUp(_ server: StartedServer, by code: String) async throws -> ConfidentialText {
        try await withClient(server) {
            try await $0.setUp(
                SetupRequest(code: ConfidentialText(code), user: Samples.userName(), password: Self.password)
            ).token
        }
    }

    @Test func `starts from nothing, and keeps everything over a restart`() async throws {
        let kept = Mutex<ConfidentialText?>(nil)
        try await withServer { server in
            let token = try await setUp(server)
            kept.withLock { $0 = token }
            try await withClient(server, token: token) { client in
                _ = try await client.createNetwork(
                    CreateNetworkRequest(name: Samples.networkName(), ipv4Range: Samples.ranges.ipv4))
                _ = try await client.createAccessKey(of: Samples.networkName(), CreateAccessKeyRequest())
            }
        }
        let token = kept.withLock { $0 }
        try await withServer { server in
            #expect(server.setupCodeFile == nil)
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/setup-code"))
            try await withClient(server, token: token) { client in
                let networks = try await client.networks()
                let keys = try await client.accessKeys(of: Samples.networkName())
                let pins = try await client.server().pins

                #expect(networks.map(\.name) == [Samples.networkName()])
                #expect(keys.count == 1)
                #expect(pins == server.pins)
            }
        }
    }

    @Test func `makes a new setup code at every start without an admin`() async throws {
        let codes = Mutex<[String]>([])
        for _ in 0..<2 {
            try await withServer { server in
                let code = try String(contentsOfFile: try #require(server.setupCodeFile), encoding: .utf8)
                codes.withLock { $0.append(code) }
            }
        }

        #expect(Set(codes.withLock { $0 }).count == 2)
    }

    @Test func `makes a new setup code after ten wrong guesses and a restart, and no sooner`() async throws {
        let guessed = Mutex<String?>(nil)
        try await withServer { server in
            let code = try String(contentsOfFile: try #require(server.setupCodeFile), encoding: .utf8)
            guessed.withLock { $0 = code.trimmingCharacters(in: .newlines) }
            for number in 1...10 {
                let error = await #expect(throws: APIError.self) {
                    try await setUp(server, by: Samples.secret(number).revealed())
                }
                #expect(error?.problem?.status == 403)
            }
            let error = await #expect(throws: APIError.self) {
                try await setUp(server, by: try #require(guessed.withLock { $0 }))
            }
            #expect(error?.problem?.field == "code")
            #expect(error?.problem?.remedy.contains("restart") == true)
        }
        try await withServer { server in
            await #expect(throws: APIError.self) { try await setUp(server, by: try #require(guessed.withLock { $0 })) }
            _ = try await setUp(server)
        }
    }

    @Test func `keeps its secrets to its owner`() async throws {
        try await withServer { _ in
            let names = ["setup-code", "netmaker.sqlite", "control.sock", "tls", "pin"]
            let modes = try names.map { try folder.mode(of: $0) }

            #expect(modes == [0o600, 0o600, 0o600, 0o700, 0o644])
        }
    }

    @Test func `is not taken for another: a wrong pin ends it before a word is said`() async throws {
        try await withServer { server in
            let error = await #expect(throws: APIError.self) {
                try await withClient(server, pins: [CertificatePin(subjectPublicKeyInfo: [1])]) {
                    try await $0.logIn(LoginRequest(user: Samples.userName(), password: Self.password))
                }
            }

            #expect(error?.code == .untrusted)
        }
    }

    @Test func `that signs its own certificate is not trusted without a pin`() async throws {
        try await withServer { server in
            let error = await #expect(throws: APIError.self) {
                try await AsyncHTTPTransport.withTransport(to: server.api, trusting: .systemRoots) {
                    try await ControlPlaneClient($0).server()
                }
            }

            #expect(error?.code == .untrusted)
        }
    }

    @Test func `that is gone is unreachable`() async throws {
        let gone = Mutex<StartedServer?>(nil)
        try await withServer { server in gone.withLock { $0 = server } }
        let server = try #require(gone.withLock { $0 })

        let error = await #expect(throws: APIError.self) { try await withClient(server) { try await $0.server() } }

        #expect(error?.code == .unreachable)
    }

    @Test func `is alone on its data directory`() async throws {
        try await withServer { _ in
            let error = #expect(throws: ServerError.self) { try Server(try configuration(), logger: APIWorld.quiet) }

            #expect(error?.code == .directoryInUse)
            #expect(error?.message.contains(folder.path) == true)
        }
    }

    @Test func `says which port is taken, and what to do`() async throws {
        try await withServer { first in
            let other = TemporaryPath()
            var configuration = try configuration()
            configuration.dataDirectory = DataDirectory(other.path)
            configuration.apiPort = first.api.port.rawValue

            let error = await #expect(throws: ServerError.self) {
                try await Server(configuration, logger: APIWorld.quiet).run()
            }

            #expect(error?.code == .cannotListen)
            #expect(error?.remedy.contains("--api-port") == true)
        }
    }

    @Test func `changes its key on the operator's socket, and is known by the old pin still`() async throws {
        try await withServer { server in
            let rotated = try await AsyncHTTPTransport.withTransport(toSocket: folder.path + "/control.sock") {
                try await ControlPlaneClient($0).rotateKey(waitingSeconds: 0)
            }

            #expect(!server.pins.contains(rotated.pin))
            #expect(try String(contentsOfFile: folder.path + "/pin", encoding: .utf8) == "\(rotated.pin)\n")
            let token = try await setUp(server)
            let pins = try await withClient(server, pins: [rotated.pin], token: token) {
                try await $0.server().pins
            }
            #expect(pins == [rotated.pin])
        }
    }

    @Test func `takes no operator's orders on its public port`() async throws {
        try await withServer { server in
            let token = try await setUp(server)
            let error = await #expect(throws: APIError.self) {
                try await withClient(server, token: token) { try await $0.rotateKey(waitingSeconds: 0) }
            }

            #expect(error?.problem?.kind == .notFound)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `stops at once although somebody waits for a change to be in force`()
        async throws
    {
        let clock = StoppedClock()
        let server = try Server(try configuration(), clock: clock, logger: APIWorld.quiet)
        let token = Latch<ConfidentialText>()
        let silent = server.controlPlane.feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let (started, token) = (try await server.started, try await token.value)
                // Whether an answer still comes is the server's to say; that it stops is what counts.
                _ = try? await withClient(started, token: token) {
                    try await $0.convergence(of: Samples.networkName(), revision: Revision(1), within: .seconds(20))
                }
            }
            try await with(server) { started in
                let session = try await setUp(started)
                _ = try await withClient(started, token: session) {
                    try await $0.createNetwork(
                        CreateNetworkRequest(name: Samples.networkName(), ipv4Range: Samples.ranges.ipv4))
                }
                token.open(session)
                await clock.untilSomebodySleeps()
            }
            group.cancelAll()
        }
        withExtendedLifetime(silent) {}
    }

    @Test func `shows a certificate of the operator's own, which no token pins and no rotation replaces`()
        async throws
    {
        let files = TemporaryPath()
        let identity = try TLSIdentity(hosts: ["127.0.0.1"], now: SystemWallClock().now)
        let file = files.path + "/server.pem"
        try identity.pemRevealingKey().write(toFile: file, atomically: true, encoding: .utf8)
        var configuration = try configuration()
        configuration.certificate = .init(certificate: file, key: file)

        try await with(try Server(configuration, logger: APIWorld.quiet)) { started in
            let error = await #expect(throws: APIError.self) {
                try await AsyncHTTPTransport.withTransport(toSocket: folder.path + "/control.sock") {
                    try await ControlPlaneClient($0).rotateKey(waitingSeconds: 0)
                }
            }
            let authorized = try await withClient(started, pins: [identity.pin]) { client in
                await #expect(throws: APIError.self) { try await client.server() }
            }

            #expect(started.pins.isEmpty)
            #expect(error?.problem?.kind == .conflict)
            #expect(authorized?.problem?.kind == .unauthenticated)
        }
    }
}
