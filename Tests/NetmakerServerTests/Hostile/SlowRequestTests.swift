import NetmakerCore
import Testing

@testable import NetmakerServer

/// A byte now and then, over TLS on a real socket. How long a speaker waits is the limit of every end.
@Suite(.timeLimit(.minutes(1))) struct `A request that comes slowly` {
    private let folder = TemporaryPath()
    private let briefBody = ServerLimits(body: .seconds(1), farewell: .seconds(3))
    private static let post = "POST /api/v1/login HTTP/1.1\r\nHost: x\r\n"
    private static let endless = repeatElement(UInt8(ascii: " "), count: 100_000)

    /// What the server says to whoever sends this at once and then the rest byte by byte, until it hangs up.
    private func answer(
        to head: String, then rest: some Sequence<UInt8> & Sendable, within limits: ServerLimits
    ) async throws -> String {
        try await WholeServer.running(in: folder, limits: limits) { server in
            try await RawConnection.open(to: .api(server.started.api.port)) { speaker in
                try await speaker.send(Array(head.utf8))
                return try await speaker.drip(rest)
            }
        }
    }

    @Test(arguments: ["Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n186a0\r\n"])
    func `is told so when its body takes too long, and closed`(_ length: String) async throws {
        let answer = try await answer(to: Self.post + length, then: Self.endless, within: briefBody)
        #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
        #expect(answer.contains("did not come in time"))
    }

    @Test func `is closed although nobody reads its body`() async throws {
        let answer = try await answer(
            to: "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", then: Self.endless,
            within: briefBody)
        #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    }

    @Test func `is closed when its head takes too long`() async throws {
        let answer = try await answer(
            to: Self.post + "A: ", then: Self.endless, within: ServerLimits(idle: .seconds(1)))
        #expect(answer == "")
    }

    @Test func `is answered when it comes in time`() async throws {
        let body = #"{"user": "bob", "password": "x"}"#
        let answer = try await answer(
            to: Self.post + "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n", then: body.utf8,
            within: ServerLimits())
        #expect(answer.hasPrefix("HTTP/1.1 401"), "\(answer)")
    }
}
