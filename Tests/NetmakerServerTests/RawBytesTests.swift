import NetmakerCore
import Testing

@testable import NetmakerServer

/// Bytes that are no request, or two at once, over a real connection.
struct RawBytes: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ description: String, _ bytes: [UInt8]) {
        testDescription = description
        self.bytes = bytes
    }

    init(_ description: String, _ text: String) { self.init(description, Array(text.utf8)) }

    private static let smuggled = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

    static let all = [
        RawBytes("nothing but an end of line", "\r\n\r\n\r\n\r\nx\r\n\r\n"),
        RawBytes("garbage", (0..<2048).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }),
        RawBytes("zeros", Array(repeating: 0, count: 4096)),
        RawBytes("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        RawBytes("a version that is none", "GET /api/v1/networks HTTP/9.9\r\n\r\n"),
        RawBytes("a version without number", "GET /api/v1/networks HTTP/x\r\n\r\n"),
        RawBytes("no version", "GET /api/v1/networks\r\n\r\n"),
        RawBytes("a method that is none", "G\u{7f}T /api/v1/networks HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawBytes("a path with a space", "GET /api/v1/net works HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawBytes("a path with a zero", Array("GET /api/v1/\0 HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
        RawBytes("a long path", "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawBytes("a long field", "GET /api/v1/x HTTP/1.1\r\nA: \(String(repeating: "a", count: 200_000))\r\n\r\n"),
        RawBytes(
            "many fields",
            "GET /api/v1/x HTTP/1.1\r\n\((0..<5000).map { "F\($0): x\r\n" }.joined())\r\n"),
        RawBytes("a field without a colon", "GET /api/v1/x HTTP/1.1\r\nHost x\r\n\r\n"),
        RawBytes("a field over two lines", "GET /api/v1/x HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"),
        RawBytes("a space before the colon", "GET /api/v1/x HTTP/1.1\r\nHost : x\r\n\r\n"),
        RawBytes("a length that is none", "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n{}"),
        RawBytes("a negative length", "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}"),
        RawBytes(
            "a length beyond all",
            "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}"),
        RawBytes(
            "two lengths", "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}"
        ),
        RawBytes(
            "a length and chunks",
            "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(smuggled)"
        ),
        RawBytes(
            "chunks of another coding",
            "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n\(smuggled)"),
        RawBytes(
            "a chunk of no size",
            "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        RawBytes(
            "a chunk beyond all",
            "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n"),
        RawBytes("HTTP/1.0", "GET /api/v1/networks HTTP/1.0\r\n\r\n"),
        RawBytes("a whole address as the path", "GET http://other/api/v1/networks HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawBytes("a way through", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ]
}

@Suite(.timeLimit(.minutes(1))) struct `A server that is sent any bytes` {
    private let folder = TemporaryPath()
    /// A body may take its time, but for a server that stops.
    private let limits = ServerLimits(body: .seconds(300), farewell: .seconds(1))

    /// On either of which anything may come, and which must go on whatever has.
    enum Way: CaseIterable {
        case api, operatorsSocket

        func door(of server: WholeServer, in folder: TemporaryPath) -> RawConnection.Door {
            switch self {
            case .api: .api(server.started.api.port)
            case .operatorsSocket: .operatorsSocket(folder.path + "/control.sock")
            }
        }

        /// Asks for what is there, and expects it.
        func expectAnswer(at door: RawConnection.Door) async throws {
            let (request, status) =
                switch self {
                case .api: ("GET /healthz", "200")
                case .operatorsSocket: ("POST /api/v1/server/tls/rotation?timeout=x", "400")
                }
            let answer = try await RawConnection.open(to: door) { speaker in
                try await speaker.send(Array("\(request) HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".utf8))
                return try await speaker.answer()
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer)")
        }
    }

    @Test(arguments: Way.allCases) func `refuses them or hangs up, and goes on`(_ way: Way) async throws {
        try await WholeServer.running(in: folder) { server in
            let door = way.door(of: server, in: folder)
            for example in RawBytes.all {
                let answer = try await RawConnection.open(to: door) { speaker in
                    // Whether all of it is taken is the server's to say.
                    try? await speaker.send(example.bytes)
                    return try await speaker.answer()
                }

                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(example.testDescription): \(answer)")
                // What is hidden behind the first request is not taken for a second one.
                #expect(!answer.contains("HTTP/1.1 2"), "\(example.testDescription): \(answer)")
            }
            try await way.expectAnswer(at: door)
        }
    }

    @Test(arguments: Way.allCases) func `is held up by nobody who sends half a request, not even when it stops`(
        _ way: Way
    ) async throws {
        try await WholeServer.running(in: folder, limits: limits) { server in
            let door = way.door(of: server, in: folder)
            let halves = [
                "", "GET /healthz HTTP/1.1\r\nHo",
                "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"user\"",
                "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"us",
            ]
            try await Self.holding(halves[...], to: door) {
                try await way.expectAnswer(at: door)
                // The time limit is how long that may take.
                try await server.stop()
            }
        }
    }

    /// Runs `body` while connections are open on which this much came, and leaves them open.
    private static func holding(
        _ halves: ArraySlice<String>, to door: RawConnection.Door, _ body: @Sendable @escaping () async throws -> Void
    ) async throws {
        guard let half = halves.first else { return try await body() }
        try await RawConnection.open(to: door) { speaker in
            if !half.isEmpty { try await speaker.send(Array(half.utf8)) }
            try await holding(halves.dropFirst(), to: door, body)
        }
    }
}
