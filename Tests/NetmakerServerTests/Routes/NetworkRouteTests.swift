import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Networks` {
    @Test func `are made with what was asked, and tagged with their revision`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(
                .post, "/api/v1/networks",
                #"{"name": "branch", "ipv4Range": "10.20.0.0/16", "ipv6Range": "fd00:20::/64", "mtu": 1400}"#)

            let network = try answer.decoded(as: NetworkResource.self)
            #expect(answer.status == 201)
            #expect(answer.headers[.eTag] == "\"1\"")
            #expect(answer.headers[.netmakerRevision] == "1")
            #expect(network.ipv4Range?.description == "10.20.0.0/16")
            #expect(network.ipv6Range?.description == "fd00:20::/64")
            #expect(network.mtu.rawValue == 1400)
            #expect(network.listenPort == .netmaker)
        }
    }

    @Test func `are listed by name`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(
                .post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#)
            let list = try await world.call(.get, "/api/v1/networks").decoded(as: Listing<NetworkResource>.self)

            #expect(list.items.map(\.name.description) == ["branch", "harbor"])
            #expect(list.items.map(\.nodeCount) == [0, 2])
        }
    }

    @Test func `tell which others their ranges overlap, of those that the asker may see`() async throws {
        try await APIWorld.with { world in
            let made = try await world.call(
                .post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.10.128.0/17"}"#
            ).decoded(as: NetworkResource.self)
            #expect(made.overlaps.map(\.description) == ["harbor"])
            let list = try await world.call(.get, "/api/v1/networks").decoded(as: Listing<NetworkResource>.self)
            #expect(list.items.map { $0.overlaps.map(\.description) } == [["harbor"], ["branch"]])

            let carols = try await world.call(
                .get, "/api/v1/networks/harbor", authorization: "Bearer \(Samples.secret(3).revealed())"
            ).decoded(as: NetworkResource.self)
            #expect(carols.overlaps.isEmpty)

            let moved = try await world.call(
                .put, "/api/v1/networks/branch/ranges?dryRun=true", #"{"ipv4Range": "10.20.0.0/16"}"#
            ).decoded(as: RangesResource.self)
            #expect(moved.overlaps.isEmpty)
        }
    }

    @Test func `have names of their own`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(
                .post, "/api/v1/networks", #"{"name": "harbor", "ipv4Range": "10.20.0.0/16"}"#)

            #expect(answer.status == 409)
            #expect(answer.problem?.kind == .conflict)
            #expect(answer.problem?.field == "name")
        }
    }

    @Test func `change only in what was sent`() async throws {
        try await APIWorld.with { world in
            let before = try await world.call(.get, "/api/v1/networks/harbor").decoded(as: NetworkResource.self)
            let answer = try await world.call(
                .patch, "/api/v1/networks/harbor", #"{"displayName": "The harbor"}"#)

            let after = try answer.decoded(as: NetworkResource.self)
            #expect(after.displayName == "The harbor")
            #expect(after.mtu == before.mtu && after.listenPort == before.listenPort)
            #expect(answer.headers[.netmakerRevision] == "2")
        }
    }

    @Test func `are gone when they are deleted`() async throws {
        try await APIWorld.with { world in
            let refusal = try await world.call(.delete, "/api/v1/networks/harbor")
            #expect(refusal.status == 409)
            #expect(refusal.problem?.kind == .conflict)
            let deletion = try await world.call(.delete, "/api/v1/networks/harbor?force=true")
            #expect(deletion.status == 204)

            let answer = try await world.call(.get, "/api/v1/networks/harbor")
            #expect(answer.status == 404)
            #expect(answer.problem?.kind == .notFound)
        }
    }

    @Test func `that would get other ranges stay where they are, and say where that is`() async throws {
        try await APIWorld.with { world in
            let path = "/api/v1/networks/harbor/ranges"
            let ranges = #"{"ipv4Range": "10.20.0.0/16"}"#
            let asked = try await world.call(.put, path + "?dryRun=true", ranges, ifMatch: "\"1\"")
            #expect(asked.status == 200)
            #expect(asked.headers[.netmakerRevision] == "1")
            let changed = try await world.call(.put, path, ranges, ifMatch: "\"1\"")
            #expect(changed.headers[.netmakerRevision] == "2")
            #expect(try await world.call(.put, path + "?dryRun=true", ranges, ifMatch: "\"1\"").status == 412)
        }
    }

    @Test func `that changed in between are not changed, and it is said by whom and in what`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#, ifMatch: "\"1\"")
            let answer = try await world.call(
                .patch, "/api/v1/networks/harbor", #"{"mtu": 1380}"#, ifMatch: "\"1\"")

            #expect(answer.status == 412)
            #expect(answer.problem?.currentRevision == Revision(2))
            #expect(answer.problem?.changes?.map(\.fields) == [["mtu"]])
            #expect(answer.problem?.changes?.map(\.actor) == ["user:alice"])
        }
    }
}
