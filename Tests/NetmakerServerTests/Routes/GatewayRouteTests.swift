import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Gateways over REST` {
    private static let node = "/api/v1/networks/harbor/nodes/machine-1"

    @Test func `are made, shown with their nodes, and undone`() async throws {
        try await APIWorld.with { world in
            let body = #"{"ranges": ["192.168.2.0/24", "192.168.1.0/24"], "interface": "eth0", "masquerade": false}"#
            let set = try await world.call(.put, Self.node + "/egress", body)
            let egress = try #require(try set.decoded(as: NodeResource.self).egress)
            #expect(egress.ranges.map(\.description) == ["192.168.1.0/24", "192.168.2.0/24"])
            #expect(egress.interface?.description == "eth0" && !egress.masquerade)
            #expect(set.headers[.eTag] == "\"2\"" && set.headers[.netmakerRevision] == "2")

            let again = try await world.call(.put, Self.node + "/egress", #"{"ranges": ["192.168.1.0/24"]}"#)
            #expect(try again.decoded(as: NodeResource.self).egress?.masquerade == true)
            _ = try await world.call(.put, Self.node + "/ingress", #"{"nameServers": ["10.10.0.1"]}"#)
            _ = try await world.call(.put, Self.node + "/relay")
            let shown = try await world.call(.get, Self.node).decoded(as: NodeResource.self)
            #expect(shown.ingress?.nameServers.map(\.description) == ["10.10.0.1"])
            #expect(shown.relay?.markedAt == world.clock.now)

            for role in ["egress", "ingress", "relay"] {
                #expect(try await world.call(.delete, Self.node + "/" + role).status == 204)
            }
            let undone = try await world.call(.get, Self.node).decoded(as: NodeResource.self)
            #expect(undone.egress == nil && undone.ingress == nil && undone.relay == nil)
        }
    }

    @Test func `are refused with the holder of a range, and the field`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.put, Self.node + "/egress", #"{"ranges": ["192.168.0.0/16"]}"#)
            let answer = try await world.call(
                .put, "/api/v1/networks/harbor/nodes/machine-2/egress", #"{"ranges": ["192.168.1.0/24"]}"#)
            #expect(answer.status == 409)
            #expect(answer.problem?.field == "ranges")
            #expect(answer.problem?.detail.contains("egress gateway machine-1") == true)
        }
    }

    @Test func `have ranges besides, which nobody else has`() async throws {
        try await APIWorld.with { world in
            let set = try await world.call(.put, Self.node + "/ranges", #"{"ranges": ["198.18.0.0/15"]}"#)
            #expect(try set.decoded(as: NodeResource.self).allowedRanges.map(\.description) == ["198.18.0.0/15"])
            let other = try await world.call(
                .put, "/api/v1/networks/harbor/nodes/machine-2/ranges", #"{"ranges": ["198.18.7.0/24"]}"#)
            #expect(other.status == 409 && other.problem?.detail.contains("node machine-1") == true)
            let cleared = try await world.call(.delete, Self.node + "/ranges")
            #expect(cleared.status == 204)
        }
    }

    @Test func `that clients enter by are kept, unless they may be cut off`() async throws {
        try await APIWorld.with { world in
            let ingress = "/api/v1/networks/harbor/nodes/machine-2/ingress"
            let refused = try await world.call(.delete, ingress)
            #expect(refused.status == 409)
            #expect(refused.problem?.detail.contains("client-1") == true)
            #expect(try await world.call(.delete, ingress + "?force=maybe").problem?.field == "force")
            #expect(try await world.call(.delete, ingress + "?force=true").status == 204)
            let client = try await world.call(.get, "/api/v1/networks/harbor/clients/client-1")
            #expect(try client.decoded(as: ClientResource.self).status == .withoutGateway)
        }
    }

    @Test func `that changed in between are not changed`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.put, Self.node + "/relay")
            let late = try await world.call(
                .put, Self.node + "/egress", #"{"ranges": ["192.168.1.0/24"]}"#, ifMatch: "\"1\"")
            #expect(late.status == 412)
            #expect(late.problem?.changes?.map(\.fields) == [["relay"]])
        }
    }
}
