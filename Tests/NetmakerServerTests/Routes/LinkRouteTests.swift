import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Links, by REST` {
    private static let path = "/api/v1/networks/harbor/nodes/machine-2/links"

    @Test func `are all told, though nothing is known of them while the agent is away`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, Self.path)
            let links = try answer.decoded(as: NodeLinks.self)
            #expect(answer.status == 200)
            #expect(links.word == .away)
            #expect(links.items.map(\.peer.description) == ["client-1", "machine-1"])
            #expect(links.items.map(\.kind) == [.client, .node])
            #expect(links.items.allSatisfy { $0.session == .unknown && $0.path == nil })
            #expect(links.next == nil)
        }
    }

    @Test func `come page by page, and no more than an agent is asked about`() async throws {
        try await APIWorld.with(nodes: NodeLinks.maximumCount + 3) { world in
            let first = try await world.call(.get, Self.path).decoded(as: NodeLinks.self)
            #expect(first.items.count == NodeLinks.maximumCount)
            let next = try #require(first.next)
            let rest = try await world.call(.get, "\(Self.path)?limit=1000&after=\(next)").decoded(as: NodeLinks.self)
            #expect(rest.next == nil)
            let names = (first.items + rest.items).map(\.peer)
            // All but itself, and its client.
            #expect(names.count == NodeLinks.maximumCount + 3)
            #expect(names == names.sorted())
            #expect(try await world.call(.get, Self.path + "?limit=2").decoded(as: NodeLinks.self).items.count == 2)
        }
    }
}

@Suite struct `Nodes that are looked for` {
    private static let path = "/api/v1/networks/harbor/nodes"

    @Test(arguments: [
        ("?search=machine-1", ["machine-1", "machine-10"]), ("?search=10.10.0.3", ["machine-3"]),
        ("?search=machine%2010.10.0.1", ["machine-1", "machine-10"]), ("?search=nowhere", []),
        ("?search=machine&limit=1&after=~machine-10", ["machine-2"]),
    ])
    func `are those that fit, page by page`(_ query: String, _ names: [String]) async throws {
        try await APIWorld.with(nodes: 10) { world in
            let answer = try await world.call(.get, Self.path + query)
            #expect(answer.status == 200, "\(answer.body)")
            let listing = try answer.decoded(as: Listing<NodeResource>.self)
            #expect(listing.items.map(\.name.description) == names)
        }
    }
}
