import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The server` {
    @Test func `says how large its database is, to whom may see what is the server's`() async throws {
        try await APIWorld.with { world in
            let path = APIPath.server.description
            let before = try await world.call(.get, path).decoded(as: ServerResource.self)
            for number in 1...20 {
                let body = #"{"name": "branch-\#(number)", "ipv4Range": "10.\#(number + 20).0.0/16"}"#
                #expect(try await world.call(.post, "/api/v1/networks", body).status == 201)
            }
            let after = try await world.call(.get, path).decoded(as: ServerResource.self)
            let (small, large) = (try #require(before.databaseBytes), try #require(after.databaseBytes))
            #expect(0 < small && small < large)

            let carols = try await world.call(
                .get, path, authorization: "Bearer \(Samples.secret(3).revealed())")
            #expect(carols.status == 200)
            #expect(try carols.decoded(as: ServerResource.self).databaseBytes == nil)
        }
    }

    @Test func `of a store that takes no disk says nothing of its size`() async throws {
        try await APIWorld.with(store: InMemoryStore()) { world in
            let server = try await world.call(.get, APIPath.server.description).decoded(as: ServerResource.self)
            #expect(server.databaseBytes == nil)
        }
    }

    @Test func `says since when it runs, by its clock as that is now`() async throws {
        try await APIWorld.with { world in
            func startedAt() async throws -> Timestamp {
                try await world.call(.get, APIPath.server.description).decoded(as: ServerResource.self).startedAt
            }
            let start = world.clock.now
            #expect(try await startedAt() == start)

            world.clock.advance(by: .seconds(3600))
            world.stopwatch.advance(by: .milliseconds(3_599_400))
            #expect(try await startedAt() == start)

            // A machine that booted without the time has it now.
            world.clock.advance(by: .seconds(6 * 3600))
            let step = try await startedAt().duration(since: start)
            #expect(step > .seconds(6 * 3600 - 1) && step < .seconds(6 * 3600 + 1))
        }
    }
}
