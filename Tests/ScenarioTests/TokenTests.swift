import FoundationEssentials
import Logging
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import ServiceLifecycle
import Subprocess
import Synchronization
import SystemPackage
import Testing

@testable import NetmakerServer

/// The program `netclient join`, and a server in this process. Nobody gets in: so no machine of its own is needed.
@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(if: Installation.canMakeMachines, "needs root, /dev/net/tun and wireguard-go"))
struct `A token that admits nobody` {
    private let folder: String
    private let scratch: Scratch
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let harbor = Samples.networkName("harbor")

    init() throws {
        scratch = try Scratch()
        folder = scratch.folder.path
    }

    // MARK: What is no token

    static let none: [(what: String, text: String)] = [
        ("nothing", " "), ("no base64", "no-token"), ("no JSON", Data("hello".utf8).base64EncodedString()),
        ("wrong types", Data(#"{"version":"1","server":5}"#.utf8).base64EncodedString()),
        ("a later release", Data(#"{"version":2}"#.utf8).base64EncodedString()),
        ("cut", String((try? token(port: 1, pins: [], key: Samples.secret(1)).revealed().dropLast(5)) ?? "")),
        ("too long", String(repeating: "QUFB", count: 20_000)),
    ]

    @Test(arguments: none.indices)
    func `since it is none, ends the program with 2, says what to do, and leaves nothing`(_ index: Int) async throws {
        let (what, text) = Self.none[index]
        let outcome = try await join("-t", text)
        #expect(outcome.exitStatus == 2, "\(what): \(outcome)")
        try expectNothing(of: outcome)
        #expect(!outcome.complaints.contains(Samples.secret(1).revealed()))
    }

    @Test func `since it is a megabyte in a file, or has no end, ends the program and leaves nothing`() async throws {
        let file = folder + "/token"
        try Data(repeating: UInt8(ascii: "A"), count: 1 << 20).write(to: URL(filePath: file))
        let large = try await join("--token-file", file)
        // A file of that length is not read: it is the file that is wrong, not what was typed.
        #expect(large.exitStatus == 1, "\(large)")
        try expectNothing(of: large)
        let zeros = try FileDescriptor.open("/dev/zero", .readOnly)
        let endless = try await join("-t", "-", input: .fileDescriptor(zeros, closeAfterSpawningProcess: true))
        #expect(endless.exitStatus == 2, "\(endless)")
        try expectNothing(of: endless)
    }

    // MARK: What the server refuses

    @Test func `since the server says no, ends the program with 3, says what to do, and leaves nothing`() async throws {
        try await withServer { control, clock, port, pins in
            let alice = Principal.user(Samples.userName("alice"))
            let spent = try await control.perform(
                CreateAccessKey(network: Self.harbor, uses: .remaining(1)), as: alice
            ).result.secret
            _ = try await control.perform(
                JoinNetwork(
                    network: Self.harbor, key: spent, identity: Samples.identity(1), publicKey: Samples.publicKey(1),
                    report: Samples.report(), source: nil), as: .nobody)
            let expiring = try await control.perform(
                CreateAccessKey(
                    network: Self.harbor, uses: .unlimited, expiresAt: clock.now + .seconds(60)),
                as: alice
            ).result.secret
            clock.advance(by: .seconds(60))
            let before = control.truth
            let cases: [(network: NetworkName, key: Secret, says: String)] = [
                (Samples.networkName("elsewhere"), spent, "not one of this network's"), (Self.harbor, spent, "spent"),
                (Self.harbor, expiring, "expired"), (Self.harbor, Samples.secret(9), "not one of this network's"),
            ]
            for (network, key, says) in cases {
                let token = try Self.token(network, port: port, pins: pins, key: key).revealed()
                let outcome = try await join("-t", token)
                #expect(outcome.exitStatus == 3, "\(outcome)")
                #expect(outcome.complaints.contains(says), "\(outcome)")
                try expectNothing(of: outcome)
            }
            #expect(control.truth == before)
        }
    }

    @Test func `since it is pinned to another server, ends the program with 3, and that server hears nothing`()
        async throws
    {
        let impostor = Impostor()
        let identity = try TLSIdentity(hosts: ["127.0.0.1"], now: SystemWallClock().now)
        let server = try GRPCAgentServer(
            handler: impostor, address: try IPAddress(parsing: "127.0.0.1"), port: 0,
            identity: ServedIdentity(identity), logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let port = try await server.port
            let pin = CertificatePin(subjectPublicKeyInfo: [1, 2, 3])
            let pinned = try await join(
                "-t", try Self.token(port: port, pins: [pin], key: Samples.secret(1)).revealed())
            #expect(pinned.exitStatus == 3, "\(pinned)")
            #expect(pinned.complaints.contains("\(identity.pin)"))
            try expectNothing(of: pinned)
            // Without pins the system's roots decide, and they know no such server.
            let unpinned = try await join("-t", try Self.token(port: port, pins: [], key: Samples.secret(1)).revealed())
            #expect(unpinned.exitStatus == 4, "\(unpinned)")
            try expectNothing(of: unpinned)
            #expect(impostor.calls == 0)
            // It does hear who takes it for what it is.
            _ = try? await GRPCAgentTransport(
                server: ServerAddress(host: "127.0.0.1", port: ListenPort(port)), pins: [identity.pin]
            ).challenge()
            #expect(impostor.calls == 1)
        }
    }

    // MARK: Parts

    private static func token(
        _ network: NetworkName = harbor, port: Int, pins: [CertificatePin], key: Secret
    ) throws -> AccessToken {
        AccessToken(
            server: try ServerAddress(host: "127.0.0.1", port: try ListenPort(port)),
            api: try ServerAddress(host: "127.0.0.1", port: ListenPort(8081)), pins: pins, network: network, key: key)
    }

    private func join(
        _ arguments: String..., input: some InputProtocol = .none
    ) async throws -> CommandOutcome {
        let result = try await run(
            .path(FilePath(Installation.program("netclient"))),
            arguments: Arguments(
                ["join", "--directory", folder + "/etc", "--run-directory", folder + "/run"] + arguments),
            environment: .custom(["PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]), input: input,
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        if case .exited(0) = result.terminationStatus {
            // It got in after all: the test fails, and leaves the machine as it was.
            _ = try await run(
                .path(FilePath(Installation.program("netclient"))),
                arguments: [
                    "leave", "-n", "harbor", "--directory", folder + "/etc", "--run-directory", folder + "/run",
                ],
                output: .discarded)
        }
        return CommandOutcome(
            command: "netclient join", status: result.terminationStatus, output: result.standardOutput,
            complaints: result.standardError)
    }

    /// Something to read, and nothing else.
    private func expectNothing(
        of outcome: CommandOutcome, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(!outcome.complaints.isEmpty, sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
        for part in ["/etc", "/run"] where FileManager.default.fileExists(atPath: folder + part) {
            let left = try FileManager.default.contentsOfDirectory(atPath: folder + part)
            // Locks stay: they hold nothing.
            #expect(left.filter { !$0.hasSuffix("lock") } == [], sourceLocation: sourceLocation)
            try FileManager.default.removeItem(atPath: folder + part)
        }
    }

    private func withServer(
        _ body: (ControlPlane, ManualClock, Int, [CertificatePin]) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let data = folder + "/server"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        let server = try Server(
            ServerConfiguration(
                dataDirectory: DataDirectory(data), publicHost: "127.0.0.1",
                listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0), wallClock: clock,
            logger: Self.quiet)
        let services = ServiceGroup(services: [server], logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let started = try await server.started
            let control = server.controlPlane
            let user = Samples.userName("alice")
            _ = try await control.perform(CompleteSetup(user: user, password: Samples.passwordHash), as: .server)
            _ = try await control.perform(CreateNetwork(name: Self.harbor, ranges: Samples.ranges), as: .user(user))
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(control, clock, Int(started.agents.port.rawValue), started.pins))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            try result.get()
        }
    }

    /// A folder that goes with the test.
    private final class Scratch: Sendable {
        let folder: ScratchFolder

        init() throws { folder = try ScratchFolder.make("nm-token") }

        deinit { folder.remove() }
    }

    /// Counts who calls.
    private final class Impostor: AgentHandler {
        private let count = Mutex(0)
        var calls: Int { count.withLock { $0 } }

        private func hear() -> AgentProtocolError {
            count.withLock { $0 += 1 }
            return AgentProtocolError(.refused, message: "no", remedy: "go away")
        }

        func challenge(from source: IPAddress?) throws(AgentProtocolError) -> Challenge { throw hear() }
        func join(_ request: Signed<JoinRequest>, from source: IPAddress?) throws(AgentProtocolError) -> JoinReply {
            throw hear()
        }
        func checkIn(
            _ request: Signed<CheckInRequest>, from source: IPAddress?
        ) throws(AgentProtocolError) -> CheckInReply { throw hear() }
        func leave(_ request: Signed<LeaveRequest>, from source: IPAddress?) throws(AgentProtocolError) { throw hear() }
        func session(_ connection: ServerConnection) async throws { throw hear() }
    }
}
