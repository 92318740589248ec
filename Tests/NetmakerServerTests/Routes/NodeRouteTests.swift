import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Nodes` {
    private static let path = "/api/v1/networks/harbor/nodes/machine-1"

    @Test func `are listed by name, with what is seen of them`() async throws {
        try await APIWorld.with { world in
            let subscription = world.wiring.controlPlane.feed.subscribe(
                node: Samples.nodeID(1), in: Samples.networkName())
            subscription.acknowledge(Revision(1))
            let list = try await world.call(.get, "/api/v1/networks/harbor/nodes").decoded(
                as: Listing<NodeResource>.self)

            #expect(list.items.map(\.name.description) == ["machine-1", "machine-2"])
            #expect(list.items.map(\.live.status) == [.applied, .disconnected])
            #expect(list.items.map(\.live.acknowledgedRevision) == [Revision(1), nil])
        }
    }

    @Test func `are found by id as by name`() async throws {
        try await APIWorld.with { world in
            let byName = try await world.call(.get, Self.path)
            let byID = try await world.call(.get, "/api/v1/networks/harbor/nodes/\(Samples.nodeID(1))")

            #expect(byName.status == 200)
            #expect(byName.body == byID.body)
        }
    }

    @Test func `are reached where an admin says, until that is cleared`() async throws {
        try await APIWorld.with { world in
            let set = try await world.call(.patch, Self.path, #"{"endpoint": "192.0.2.9:51821"}"#)
            #expect(try set.decoded(as: NodeResource.self).endpoint?.description == "192.0.2.9:51821")
            #expect(set.headers[.netmakerRevision] == "2")
            #expect(set.headers[.eTag] == "\"2\"")

            let kept = try await world.call(.patch, Self.path, #"{"persistentKeepalive": 0}"#)
            #expect(try kept.decoded(as: NodeResource.self).endpoint?.description == "192.0.2.9:51821")

            let cleared = try await world.call(.patch, Self.path, #"{"endpoint": null}"#)
            #expect(try cleared.decoded(as: NodeResource.self).endpoint == nil)
        }
    }

    @Test func `lose their access after a duration, or at a time, but not at both`() async throws {
        try await APIWorld.with { world in
            let limited = try await world.call(.patch, Self.path, #"{"expiresInSeconds": 60}"#)
            #expect(try limited.decoded(as: NodeResource.self).expiresAt == world.clock.now + .seconds(60))

            for other in [#""2999-01-01T00:00:00.000Z""#, "null"] {
                let both = try await world.call(
                    .patch, Self.path, "{\"expiresAt\": \(other), \"expiresInSeconds\": 60}")
                #expect(both.status == 400)
                #expect(both.problem?.field == "expiresInSeconds")
            }
            let kept = try await world.call(.patch, Self.path, #"{"expiresAt": null}"#)
            #expect(try kept.decoded(as: NodeResource.self).expiresAt == nil)
        }
    }

    @Test func `that changed in between are not changed`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.patch, Self.path, #"{"endpoint": "192.0.2.9:51821"}"#)
            let answer = try await world.call(.patch, Self.path, #"{"name": "gate"}"#, ifMatch: "\"1\"")

            #expect(answer.status == 412)
            #expect(answer.problem?.currentRevision == Revision(2))
            #expect(answer.problem?.changes?.map(\.fields) == [["endpoint"]])
        }
    }

    @Test func `that did not change take a change based on what they are`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.patch, "/api/v1/networks/harbor/nodes/machine-2", #"{"name": "other"}"#)

            #expect(try await world.call(.patch, Self.path, #"{"name": "gate"}"#, ifMatch: "\"1\"").status == 200)
        }
    }

    @Test func `that are removed are gone, and the revision of that is told`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.delete, Self.path)

            #expect(answer.status == 204)
            #expect(answer.headers[.netmakerRevision] == "2")
            #expect(try await world.call(.get, Self.path).status == 404)
        }
    }

    @Test func `of another network are not found`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(
                .post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#)
            let answer = try await world.call(.delete, "/api/v1/networks/branch/nodes/\(Samples.nodeID(1))")

            #expect(answer.status == 404)
            #expect(try await world.call(.get, Self.path).status == 200)
        }
    }
}
