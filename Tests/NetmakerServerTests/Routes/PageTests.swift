import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A list of many` {
    private static let nodes = "/api/v1/networks/harbor/nodes"

    @Test(arguments: [1, 2, 3, 7]) func `comes page by page, each item once`(limit: Int) async throws {
        try await APIWorld.with(nodes: 7) { world in
            let whole = try await world.call(.get, Self.nodes).decoded(as: Listing<NodeResource>.self)
            #expect(whole.next == nil)

            var (items, after, pages) = ([NodeResource](), String?.none, 0)
            repeat {
                let query = "?limit=\(limit)" + (after.map { "&after=\($0)" } ?? "")
                let page = try await world.call(.get, Self.nodes + query).decoded(as: Listing<NodeResource>.self)
                #expect((1...limit).contains(page.items.count))
                items += page.items
                after = page.next
                pages += 1
            } while after != nil && pages < 10

            #expect(items == whole.items && items.count == 7)
            #expect(pages == (7 + limit - 1) / limit)
        }
    }

    @Test func `goes on after an item that is no more, and tells what came meanwhile`() async throws {
        try await APIWorld.with(nodes: 3) { world in
            let first = try await world.call(.get, Self.nodes + "?limit=2").decoded(as: Listing<NodeResource>.self)
            #expect(first.items.map(\.name.description) == ["machine-1", "machine-2"])
            _ = try await world.call(.delete, Self.nodes + "/machine-2")
            _ = try await world.call(.patch, Self.nodes + "/machine-1", #"{"name": "zebra"}"#)

            let after = try #require(first.next)
            let rest = try await world.call(.get, Self.nodes + "?after=\(after)").decoded(
                as: Listing<NodeResource>.self)
            #expect(rest.items.map(\.name.description) == ["machine-3", "zebra"])
        }
    }

    @Test(arguments: ["networks", "networks/harbor/keys"]) func `may be of anything that is listed`(list: String)
        async throws
    {
        try await APIWorld.with { world in
            let page = try await world.call(.get, "/api/v1/\(list)?limit=1&after=~zzz")
            #expect(page.status == 200)
            #expect(page.body == #"{"items":[]}"#)
        }
    }
}
