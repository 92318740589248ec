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
            try await world.perform(UpdateNetwork(name: World.harbor, changes: NetworkChanges(listenPort: port)))
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
            try await world.perform(DeleteNetwork(name: World.harbor))
            #expect(world.harbor == nil)
            #expect(world.control.truth.node(node.id) == nil)
            #expect(world.control.truth.removedNodes[node.id]?.reason == .networkDeleted)
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
