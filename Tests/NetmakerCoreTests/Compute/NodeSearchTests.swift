import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A search among nodes` {
    private func fits(_ text: String) throws -> Bool {
        var node = Samples.node(7)
        node.name = NodeName(adapting: "db-berlin")
        node.pinnedEndpoint = try Endpoint(parsing: "192.0.2.7:51822")
        node.grant = try NodeGrant(tags: [try Tag(parsing: "site-3")])
        return try NodeSearch(text).fits(node)
    }

    @Test(arguments: [
        "berlin", "DB", "db-berlin", "10.10.0.7", "fd00:10::7", "192.0.2.7:51822", "site-3", "machine", "-", " ",
        "berlin 10.10. SITE", "site-3  db", "db db db db db db db db db DB",
    ])
    func `finds what has every word`(_ text: String) throws { #expect(try fits(text)) }

    @Test(arguments: ["paris", "berlin paris", "10.10.0.8", "db-berlinsite", "fd00:11", "site-33", "zzzz", "berlin,db"])
    func `finds nothing else`(_ text: String) throws { #expect(try !fits(text)) }

    @Test(arguments: ["", "\n", "a\u{0}", "ä", String(repeating: "a", count: 256), "1 2 3 4 5 6 7 8 9"])
    func `is refused where no node is known by it`(_ text: String) throws {
        let error = #expect(throws: ModelError.self) { try NodeSearch(text) }
        #expect(error?.field == "search")
        #expect(error?.remedy.isEmpty == false)
    }
}
