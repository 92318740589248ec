import Glibc
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// What may come there in place of a request is `A server that is sent any bytes`.
@Suite(.timeLimit(.minutes(1))) struct `The operator's socket` {
    private let folder = TemporaryPath()
    private var path: String { folder.path + "/control.sock" }
    private static let rotation = "POST /api/v1/server/tls/rotation"

    @Test func `refuses what it cannot mean, and changes no key`() async throws {
        let ends = [
            "?timeout=", "?timeout=x", "?timeout=-1", "?timeout=601", "?timeout=1e1", "?timeout=18446744073709551616",
            "?timeout=%00", "?timeout=%ff", "?timeout=0&timeout=0", "?Timeout=0", "?=0", "/", "//", "/..", "/x",
        ]
        try await WholeServer.running(in: folder) { server in
            for end in ends {
                let answer = try await RawConnection.open(to: .operatorsSocket(path)) { speaker in
                    try await speaker.send(Array("\(Self.rotation)\(end) HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                    return try await speaker.answer()
                }
                #expect(answer.hasPrefix("HTTP/1.1 \(end.hasPrefix("/") ? 404 : 400)"), "\(end): \(answer)")
                #expect(answer.contains("\"remedy\""), "\(end): \(answer)")
            }
            let pins = try await server.withAPI(of: "alice") { try await $0.server().pins }
            #expect(pins == server.started.pins)
        }
    }

    @Test func `bears any body`() async throws {
        let bodies: [[UInt8]] = [
            [], [0], [0xFF, 0xFE], Array("{".utf8), Array("[]".utf8), Array("{\"timeout\": \"x\"}".utf8),
            Array(repeating: UInt8(ascii: "["), count: 4 << 20),
        ]
        try await WholeServer.running(in: folder) { _ in
            for body in bodies {
                let answer = try await RawConnection.open(to: .operatorsSocket(path)) { speaker in
                    let head = "\(Self.rotation)?timeout=x HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.count)\r\n\r\n"
                    try await speaker.send(Array(head.utf8) + body)
                    return try await speaker.answer()
                }
                #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
            }
        }
    }

    @Test func `hangs up on a hundred callers that say nothing`() async throws {
        try await WholeServer.running(in: folder, limits: ServerLimits(idle: .seconds(1))) { server in
            let callers = try (0..<100).map { _ in try #require(connected(toSocket: path)) }
            defer { for caller in callers { close(caller) } }
            try await until { callers.allSatisfy(hasHungUp) }
        }
    }

    @Test func `serves others beside them, and does not hold up a server that stops`() async throws {
        try await WholeServer.running(in: folder) { server in
            let callers = try (0..<100).map { _ in try #require(connected(toSocket: path)) }
            defer { for caller in callers { close(caller) } }
            for caller in callers[..<50] { #expect(send(caller, "POST /", 6, Int32(MSG_NOSIGNAL)) == 6) }
            for caller in callers[25..<75] { shutdown(caller, Int32(SHUT_WR)) }
            try await rotate()
            #expect(!callers[75...].contains(where: hasHungUp))
            try await server.stop()
            try await until { callers.allSatisfy(hasHungUp) }
        }
    }

    @Test func `waits for agents longer than any other request may take`() async throws {
        try await WholeServer.running(in: folder, limits: ServerLimits(request: .seconds(1))) { server in
            let racer = Racer(1)
            let node = try #require(
                try await racer.attempt(server.agents, with: server.makeKey(.remaining(1))).node)
            let id = try #require(server.control.truth.directory.server?.id)
            let hello = Hello(node: node, position: nil, report: Samples.report(1))
            // Connected, and storing no key.
            let missing = try await server.agents.withSession(hello, identity: racer.identity, server: id) { _ in
                try await AsyncHTTPTransport.withTransport(toSocket: path) {
                    try await ControlPlaneClient($0).rotateKey(waitingSeconds: 3).missing
                }
            }
            #expect(missing == [node])
        }
    }

    @Test func `gives a user another password without any`() async throws {
        try await WholeServer.running(in: folder) { server in
            let (bob, mallory) = (Samples.userName("bob"), Samples.userName("mallory"))
            try await server.perform(
                CreateUser(name: bob, role: .networkAdmin(of: []), password: Samples.passwordHash))
            try await asOperator {
                try await $0.resetPasswordAsOperator(of: bob, to: ConfidentialText("correct horse"))
            }
            let opened = try await server.control.logIn(
                user: bob, password: try Password(attempt: "correct horse"), verifier: PasswordVerifier())

            #expect(opened.result.session.user == bob)
            let missing = await #expect(throws: APIError.self) {
                try await asOperator {
                    try await $0.resetPasswordAsOperator(of: mallory, to: ConfidentialText("correct horse"))
                }
            }
            #expect(missing?.problem?.kind == .notFound)
            let short = await #expect(throws: APIError.self) {
                try await asOperator { try await $0.resetPasswordAsOperator(of: bob, to: ConfidentialText("short")) }
            }
            #expect(short?.problem?.field == "password")
        }
    }

    @Test func `makes no setup code once there is an admin`() async throws {
        try await WholeServer.running(in: folder) { _ in
            let refusal = await #expect(throws: APIError.self) {
                try await asOperator { _ = try await $0.renewSetupCode() }
            }
            #expect(refusal?.problem?.kind == .forbidden)
        }
    }

    private func asOperator(_ body: @Sendable (ControlPlaneClient) async throws -> Void) async throws {
        try await AsyncHTTPTransport.withTransport(toSocket: path) { try await body(ControlPlaneClient($0)) }
    }

    private func rotate() async throws {
        try await AsyncHTTPTransport.withTransport(toSocket: path) {
            _ = try await ControlPlaneClient($0).rotateKey(waitingSeconds: 0)
        }
    }

    /// Whether nothing more will come.
    private func hasHungUp(_ caller: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(caller, &byte, 1, Int32(MSG_DONTWAIT)) == 0 || errno != EAGAIN
    }
}
