import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A network` {
    @Test func `is called by its name unless said otherwise`() async throws {
        try await World.with { world in
            #expect(world.harbor?.network.displayName == "harbor")
        }
    }

    @Test func `is not made twice`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(CreateNetwork(name: World.harbor, ranges: Samples.ranges))
            }
        }
    }

    @Test func `may overlap another`() async throws {
        try await World.with { world in
            try await world.perform(CreateNetwork(name: Samples.networkName("branch"), ranges: Samples.ranges))
            #expect(world.control.truth.networks.count == 2)
        }
    }

    @Test(arguments: ["", "  ", "bell\u{7}", "right-to-left \u{202E}", String(repeating: "x", count: 101)])
    func `has a display name that can be shown`(text: String) async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.perform(UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: text)))
            }
        }
    }

    @Test func `starts new nodes with its defaults, and leaves the others alone`() async throws {
        try await World.with { world in
            let old = try await world.join(1)
            let port = try ListenPort(40_000)
            try await world.perform(
                UpdateNetwork(
                    name: World.harbor, changes: NetworkChanges(defaults: NodeDefaultChanges(listenPort: port))))
            let new = try await world.join(2)
            #expect(world.control.truth.node(old.id)?.listenPort == .netmaker)
            #expect(new.listenPort == port)
        }
    }

    @Test func `is not committed when nothing changes`() async throws {
        try await World.with { world in
            let commits = world.store.commitCount
            let update = UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: "harbor"))
            let committed = try await world.control.perform(update, as: World.alice)
            #expect(world.store.commitCount == commits)
            #expect(Array(committed.revisions.values) == [Revision(1)])
        }
    }

    @Test func `is changed only at the revision its admin saw`() async throws {
        try await World.with { world in
            let changes = NetworkChanges(displayName: "Main harbor")
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(UpdateNetwork(name: World.harbor, changes: changes, ifMatch: Revision(9)))
            }
            try await world.perform(UpdateNetwork(name: World.harbor, changes: changes, ifMatch: Revision(1)))
            #expect(world.harbor?.network.displayName == "Main harbor")
        }
    }

    @Test func `says which revision it is at when that is not the one its admin saw`() async throws {
        try await World.with { world in
            let error = await #expect(throws: ControlError.self) {
                try await world.perform(DeleteNetwork(name: World.harbor, ifMatch: Revision(9)))
            }
            #expect(error?.message == "network harbor is at revision 1, not at 9")
        }
    }

    @Test func `takes its nodes and keys with it when it is deleted`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(DeleteNetwork(name: World.harbor, nodes: .removed))
            #expect(world.harbor == nil)
            #expect(world.control.truth.node(node.id) == nil)
            #expect(world.control.truth.removedNodes[node.id]?.reason == .networkDeleted)
        }
    }

    @Test func `is not deleted while it has nodes, unless they are to go with it`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let error = await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(DeleteNetwork(name: World.harbor))
            }
            #expect(error?.message == "network harbor still has a node")
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            try await world.perform(DeleteNetwork(name: World.harbor))
            #expect(world.harbor == nil)
        }
    }

    @Test func `changes nodes with its defaults when that is asked for, and those alone that differ`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            try await world.perform(
                UpdateNode(
                    network: World.harbor, node: first.id,
                    changes: NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 33))))
            let changes = NetworkChanges(
                defaults: NodeDefaultChanges(persistentKeepalive: try PersistentKeepalive(seconds: 33)),
                reach: .allNodes)
            let before = try #require(world.harbor)
            try await world.perform(UpdateNetwork(name: World.harbor, changes: changes))
            let after = try #require(world.harbor)
            #expect(after.nodes.values.allSatisfy { $0.persistentKeepalive == changes.defaults.persistentKeepalive })
            #expect(after.nodes[first.id]?.revision == before.nodes[first.id]?.revision)
            #expect(after.nodes[second.id]?.revision == after.revision)
            // Once more, and there is nothing to do.
            try await world.perform(UpdateNetwork(name: World.harbor, changes: changes))
            #expect(world.harbor?.revision == after.revision)
        }
    }

    @Test func `admits no more nodes than it may have, and removes none`() async throws {
        try await World.with { world in
            func limit(_ number: Int?) async throws {
                let limit: Update<NodeLimit> = try number.map { .set(try NodeLimit($0)) } ?? .clear
                try await world.perform(
                    UpdateNetwork(name: World.harbor, changes: NetworkChanges(nodeLimit: limit)))
            }
            _ = try await world.join(1)
            try await limit(2)
            _ = try await world.join(2)
            let error = await #expect(throws: ControlError.sample(.exhausted)) { _ = try await world.join(3) }
            #expect(error?.message == "network harbor has 2 nodes, and may have 2")
            try await limit(1)
            #expect(world.harbor?.nodes.count == 2)
            try await limit(nil)
            _ = try await world.join(3)
        }
    }

    @Test(arguments: ["office", "com", "de", "test", "xn--p1ai"])
    func `is not made under the name of a domain`(name: String) async throws {
        try await World.with { world in
            let command = CreateNetwork(name: try NetworkName(parsing: name), ranges: Samples.ranges)
            await #expect(throws: ControlError.sample(.invalidValue)) { try await world.perform(command) }
        }
    }

    @Test func `has another life when it is made again`() async throws {
        try await World.with { world in
            let first = world.harbor?.network.epoch
            try await world.perform(DeleteNetwork(name: World.harbor))
            try await world.perform(CreateNetwork(name: World.harbor, ranges: Samples.ranges))
            #expect(world.harbor?.network.epoch != first)
            #expect(world.harbor?.revision == Revision(1))
        }
    }
}
