import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An edit from the machine itself` {
    private func edit(_ edits: [NodeEdit], of node: Node, in world: World) async throws -> EditNode.Edited {
        try await world.perform(EditNode(node: node.id, edits: edits), as: .node(node.id))
    }

    /// One of each field, away from what a node has after its join.
    private static func each(of node: Node) throws -> [NodeEdit] {
        let to: [NodeSetting] = [
            .name(try NodeName(parsing: "web")), .listenPort(try ListenPort(4000)), .persistentKeepalive(.off),
            .mtu(try MTU(1280)), .pinnedEndpoint(try Endpoint(parsing: "203.0.113.5:4000")), .udpHolePunching(false),
            .dnsOn(false), .roaming(false),
        ]
        return to.compactMap { to in to.field.map { NodeEdit(from: $0.setting(of: node), to: to) } }
    }

    @Test func `changes what the table lets it, and nothing else`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let edits = try Self.each(of: node)
            #expect(edits.compactMap(\.to.field) == NodeSetting.Field.allCases)
            let edited = try await edit(edits, of: node, in: world)
            #expect(edited.refusals.isEmpty)
            var expected = node
            expected.name = try NodeName(parsing: "web")
            expected.listenPort = try ListenPort(4000)
            expected.persistentKeepalive = .off
            expected.mtu = try MTU(1280)
            expected.pinnedEndpoint = try Endpoint(parsing: "203.0.113.5:4000")
            expected.options.udpHolePunching = false
            expected.options.dnsOn = false
            expected.options.roaming = false
            expected.revision = edited.node.revision
            #expect(edited.node == expected)
            #expect(edited.node.revision > node.revision)
        }
    }

    @Test func `that comes again is made already, and is not committed`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let edits = try Self.each(of: node)
            let edited = try await edit(edits, of: node, in: world)
            let commits = world.store.commitCount
            let again = try await edit(edits, of: node, in: world)
            #expect(again.refusals.isEmpty)
            #expect(again.node == edited.node)
            #expect(world.store.commitCount == commits)
        }
    }

    @Test func `that comes late does not undo what an admin has changed, and says so`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let edits = try Self.each(of: node)
            let port = try ListenPort(40_000)
            try await world.perform(
                UpdateNode(network: World.harbor, node: node.id, changes: NodeChanges(listenPort: port)))
            let edited = try await edit(edits, of: node, in: world)
            #expect(edited.node.listenPort == port)
            #expect(edited.refusals.map(\.field) == ["listenPort"])
            #expect(edited.refusals.first?.message.contains("40000") == true)
            // The others were made all the same.
            #expect(edited.node.mtu.rawValue == 1280)
            // Nor does it when it comes again.
            #expect(try await edit(edits, of: node, in: world).node.listenPort == port)
        }
    }

    @Test func `to a name that somebody has is refused by the holder, and keeps no other from being made`() async throws
    {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            let edits = [
                NodeEdit(from: .name(first.name), to: .name(second.name)),
                NodeEdit(from: .roaming(true), to: .roaming(false)),
            ]
            let edited = try await edit(edits, of: first, in: world)
            #expect(edited.node.name == first.name)
            #expect(!edited.node.options.roaming)
            #expect(edited.refusals.map(\.field) == ["name"])
            #expect(edited.refusals.first?.message.contains("\(second.name)") == true)
        }
    }

    @Test(arguments: ["0.0.0.0:51821", "127.0.0.1:51821", "10.10.0.1:51821", "[fe80::1]:51821", "[ff02::1]:51821"])
    func `to an endpoint where nobody reaches the machine is refused`(_ text: String) async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let edited = try await edit(
                [NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(try Endpoint(parsing: text)))], of: node,
                in: world)
            #expect(edited.node == node)
            #expect(edited.refusals.map(\.field) == ["pinnedEndpoint"])
        }
    }

    @Test(arguments: NodeField.allCases.filter(\.edits.isEmpty))
    func `of what is not the machine's is refused by the field's name`(_ field: NodeField) async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let edited = try await edit([NodeEdit(from: .foreign(field), to: .foreign(field))], of: node, in: world)
            #expect(edited.node == node)
            #expect(edited.refusals.map(\.field) == [field.rawValue])
        }
    }

    @Test func `has a place in the table of a node's fields for each of its own`() {
        for field in NodeSetting.Field.allCases { #expect(field.nodeField.edits.contains(field)) }
        #expect(Set(NodeField.allCases.flatMap(\.edits)) == Set(NodeSetting.Field.allCases))
    }

    @Test func `of somebody else's node is forbidden`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            await #expect(throws: ControlError(.forbidden, message: "", remedy: "")) {
                try await world.perform(
                    EditNode(node: second.id, edits: try Self.each(of: second)), as: .node(first.id))
            }
        }
    }
}
