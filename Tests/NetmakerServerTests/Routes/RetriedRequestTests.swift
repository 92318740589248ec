import Crypto
import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `A request that is sent again` {
    private static let networks = "/api/v1/networks"
    private static let keys = "/api/v1/networks/harbor/keys"
    private static let digest = SHA256.hash(data: [1])
    private static let branch = #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#

    private func post(_ world: APIWorld, _ path: String, _ body: String, key: String?) async throws -> Answer {
        var headers = world.ofAlice
        headers[.idempotencyKey] = key
        return try await world.send(.post, path, headers, Array(body.utf8))
    }

    @Test func `is answered as it was, and nothing is done again`() async throws {
        try await APIWorld.with { world in
            let first = try await post(world, Self.networks, Self.branch, key: "a")
            let before = try world.digest()
            let second = try await post(world, Self.networks, Self.branch, key: "a")

            #expect([first.status, second.status] == [201, 201])
            #expect(second.body == first.body)
            #expect(second.headers[.eTag] == first.headers[.eTag])
            #expect(second.headers[.netmakerRevision] == first.headers[.netmakerRevision])
            #expect(try world.digest() == before)
            #expect(try await post(world, Self.networks, Self.branch, key: "b").status == 409)
            #expect(try await post(world, Self.networks, Self.branch, key: nil).status == 409)
        }
    }

    @Test func `is refused when it asks for something else`() async throws {
        try await APIWorld.with { world in
            _ = try await post(world, Self.networks, Self.branch, key: "a")
            let before = try world.digest()
            for (path, body) in [
                (Self.networks, #"{"name": "other", "ipv4Range": "10.30.0.0/16"}"#), (Self.keys, Self.branch),
            ] {
                let other = try await post(world, path, body, key: "a")
                #expect(other.status == 409)
                #expect(other.problem?.field == "Idempotency-Key")
            }
            #expect(try world.digest() == before)
        }
    }

    @Test func `is done when it was refused before`() async throws {
        try await APIWorld.with { world in
            #expect(try await post(world, Self.keys, #"{"name": "key-1"}"#, key: "a").status == 409)
            _ = try await world.call(.delete, Self.keys + "/key-1")
            #expect(try await post(world, Self.keys, #"{"name": "key-1"}"#, key: "a").status == 201)
        }
    }

    @Test func `is told no secret again, but what to do`() async throws {
        try await APIWorld.with { world in
            let first = try await post(world, Self.keys, #"{"name": "fleet"}"#, key: "a")
            let before = try world.digest()
            let second = try await post(world, Self.keys, #"{"name": "fleet"}"#, key: "a")

            #expect(first.status == 201)
            #expect(second.status == 409)
            #expect(second.problem?.field == "Idempotency-Key")
            #expect(second.problem?.remedy.contains("delete") == true)
            #expect(try world.digest() == before)
        }
    }

    @Test func `is done again after an hour`() async throws {
        try await APIWorld.with { world in
            let first = try await post(world, Self.networks, Self.branch, key: "a")
            #expect(first.status == 201)
            world.stopwatch.advance(by: RetriedRequests.memory + .seconds(1))
            #expect(try await post(world, Self.networks, Self.branch, key: "a").status == 409)
        }
    }

    @Test(arguments: ["", " ", "a b", "\u{e9}", String(repeating: "a", count: 256)])
    func `has a name that is one`(key: String) async throws {
        try await APIWorld.with { world in
            let before = try world.digest()
            let answer = try await post(world, Self.networks, Self.branch, key: key)
            #expect(answer.status == 400)
            #expect(answer.problem?.field == "Idempotency-Key")
            #expect(try world.digest() == before)
        }
    }

    @Test func `waits for nobody: the first must be answered`() throws {
        let retried = RetriedRequests { .zero }
        let name = RetriedRequests.Name(sender: .user(Samples.userName()), key: "a")
        #expect(try retried.begin(name, Self.digest) == nil)
        #expect(throws: (any Error).self) { try retried.begin(name, Self.digest) }
        retried.end(name, .undone)
        #expect(try retried.begin(name, Self.digest) == nil)
    }

    @Test func `is of its sender alone, and one of not too many`() throws {
        let retried = RetriedRequests { .zero }
        let bob = RetriedRequests.Name(sender: .user(Samples.userName("bob")), key: "0")
        for number in 0..<RetriedRequests.capacity {
            let name = RetriedRequests.Name(sender: .user(Samples.userName()), key: "\(number)")
            #expect(try retried.begin(name, Self.digest) == nil)
            retried.end(name, .toldOnce)
        }
        #expect(try retried.begin(bob, Self.digest) == nil)
        // Which made room for itself by the oldest.
        let first = RetriedRequests.Name(sender: .user(Samples.userName()), key: "0")
        #expect(try retried.begin(first, Self.digest) == nil)
    }
}
