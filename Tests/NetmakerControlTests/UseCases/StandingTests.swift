import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A node that takes no part` {
    private func update(_ node: Node, _ changes: NodeChanges) -> UpdateNode {
        UpdateNode(network: World.harbor, node: node.id, changes: changes)
    }

    @Test func `has no peers, and is none, until it is connected again`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            try await world.perform(update(first, NodeChanges(connection: .disconnected)))
            let apart = try #require(world.harbor)
            #expect(apart.peers(of: first.id) == [])
            #expect(apart.peers(of: second.id) == [])
            #expect(apart.digest(for: first.id) == .zero)
            #expect(apart.nodes[first.id]?.standing.status == .disconnected)
            try await world.perform(update(first, NodeChanges(connection: .connected)))
            #expect(world.harbor?.peers(of: second.id).map(\.id) == [first.id])
            #expect(world.harbor?.peers(of: first.id).map(\.id) == [second.id])
        }
    }

    @Test func `is one whose time is over, to the millisecond, until it gets more`() async throws {
        try await World.with { world in
            let (node, other) = (try await world.join(1), try await world.join(2))
            let moment = world.clock.now + .seconds(60)
            try await world.perform(update(node, NodeChanges(expiresAt: .set(moment))))
            #expect(world.harbor?.peers(of: other.id).map(\.expiresAt) == [moment])
            #expect(world.harbor?.nextExpiry?.node == node.id)
            world.clock.advance(by: .milliseconds(59_999))
            #expect(try await world.perform(ExpireNodes(network: World.harbor), as: .server) == [])
            world.clock.advance(by: .milliseconds(1))
            #expect(try await world.perform(ExpireNodes(network: World.harbor), as: .server) == [node.id])
            #expect(world.harbor?.peers(of: other.id) == [])
            #expect(world.harbor?.nodes[node.id]?.standing.status == .expired)
            #expect(world.harbor?.nextExpiry == nil)
            try await world.perform(update(node, NodeChanges(expiresAt: .clear)))
            #expect(world.harbor?.peers(of: other.id).map(\.id) == [node.id])
        }
    }

    @Test func `is cut off at its moment also by a server that has started anew`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await World.with(World(store: store, clock: clock)) { world in
            let node = try await world.join(1)
            try await world.perform(update(node, NodeChanges(expiresAt: .set(clock.now + .seconds(60)))))
        }
        clock.advance(by: .seconds(60))
        let again = World(store: store, clock: clock)
        try await again.control.load()
        let due = try #require(again.harbor?.nextExpiry)
        #expect(due.at == clock.now)
        try await again.running { () async throws in
            #expect(try await again.perform(ExpireNodes(network: World.harbor), as: .server) == [due.node])
        }
    }

    @Test func `does not expire in the past`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.perform(update(node, NodeChanges(expiresAt: .set(world.clock.now))))
            }
        }
    }

    @Test func `is not expired by anybody but the server`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.forbidden)) {
                try await world.perform(ExpireNodes(network: World.harbor))
            }
        }
    }
}

@Suite struct `A machine without a key` {
    private func asking(_ number: Int) -> JoinNetwork {
        JoinNetwork(
            network: World.harbor, key: nil, identity: Samples.identity(number), publicKey: Samples.publicKey(number),
            report: Samples.report(number), source: nil)
    }

    private func openDoor(_ world: World) async throws {
        try await world.perform(UpdateNetwork(name: World.harbor, changes: NetworkChanges(admission: .manual)))
    }

    @Test func `is refused like one whose key is unknown, where no admin lets machines in`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(asking(1), as: .nobody)
            }
            #expect(world.harbor?.nodes.count == 0)
        }
    }

    @Test func `waits without address and peers, and gets both when it is let in`() async throws {
        try await World.with { world in
            try await openDoor(world)
            let other = try await world.join(1)
            let node = try await world.perform(asking(2), as: .nobody).node
            #expect(node.addresses == [])
            #expect(node.standing.status == .pending)
            #expect(world.harbor?.peers(of: other.id) == [])
            #expect(world.harbor?.peers(of: node.id) == [])
            let approved = try await world.perform(ApproveNode(network: World.harbor, node: node.id))
            #expect(approved.ipv4?.description == "10.10.0.2")
            #expect(world.harbor?.peers(of: other.id).map(\.id) == [node.id])
            // Twice is once.
            let again = try await world.perform(ApproveNode(network: World.harbor, node: node.id))
            #expect(again == approved)
        }
    }

    @Test func `is told why when it is turned away`() async throws {
        try await World.with { world in
            try await openDoor(world)
            let node = try await world.perform(asking(1), as: .nobody).node
            try await world.perform(DenyNode(network: World.harbor, node: node.id))
            #expect(world.control.truth.removedNodes[node.id]?.reason == .denied)
            #expect(world.harbor?.pendingCount == 0)
        }
    }

    @Test func `is not turned away once it was let in`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(DenyNode(network: World.harbor, node: node.id))
            }
        }
    }

    @Test func `waits with 255 others at most`() async throws {
        try await World.with { world in
            try await openDoor(world)
            for number in 1...Enrollment.largestPendingCount { try await world.perform(asking(number), as: .nobody) }
            await #expect(throws: ControlError.sample(.exhausted)) {
                try await world.perform(asking(999), as: .nobody)
            }
        }
    }

    @Test func `counts for the node limit only once it is in`() async throws {
        try await World.with { world in
            try await openDoor(world)
            try await world.perform(
                UpdateNetwork(name: World.harbor, changes: NetworkChanges(nodeLimit: .set(try NodeLimit(1)))))
            let (first, second) = (
                try await world.perform(asking(1), as: .nobody).node,
                try await world.perform(asking(2), as: .nobody).node
            )
            try await world.perform(ApproveNode(network: World.harbor, node: first.id))
            await #expect(throws: ControlError.sample(.exhausted)) {
                try await world.perform(ApproveNode(network: World.harbor, node: second.id))
            }
        }
    }
}
