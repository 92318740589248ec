import HTTPTypes
import NetmakerAPI
import NetmakerTesting
import Testing

@Suite struct `The size of a body` {
    private static let path = "/api/v1/networks"
    private static let network = #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#

    private static func padded(to size: Int) -> String {
        network + String(repeating: " ", count: size - network.utf8.count)
    }

    @Test func `is 64 KiB at most, and a stranger's is not read where one must be somebody`() async throws {
        try await APIWorld.with { world in
            let body = Self.padded(to: 65_537)
            let strangers = try await world.call(.post, Self.path, body, authorization: nil)
            let hers = try await world.call(.post, Self.path, body)
            #expect([strangers.status, hers.status] == [401, 413])
            #expect(try await world.call(.post, "/api/v1/login", body, authorization: nil).status == 413)
            #expect(hers.problem?.kind == .tooLarge)

            let whole = try await world.call(.post, Self.path, Self.padded(to: 65_536))
            #expect(whole.status == 201, "\(whole.body)")
        }
    }

    @Test func `is enough for a password all in escapes`() async throws {
        try await APIWorld.with(.none) { world in
            let password = String(repeating: #"\uD83D\uDD11"#, count: 256)
            let answer = try await world.call(
                .post, "/api/v1/setup", #"{"code": "x", "user": "alice", "password": "\#(password)"}"#)
            // Refused for its code, not for its size.
            #expect(answer.problem?.field == "code")
        }
    }
}
