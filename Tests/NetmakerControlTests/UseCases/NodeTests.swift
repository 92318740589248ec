import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Updating a node` {
    @Test func `changes what the admin named and nothing else`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let changes = NodeChanges(
                name: NodeName(adapting: "gateway"), endpoint: .set(try Endpoint(parsing: "203.0.113.5:4000")))
            let updated = try await world.perform(UpdateNode(network: World.harbor, node: node.id, changes: changes))
            var expected = node
            expected.name = NodeName(adapting: "gateway")
            expected.pinnedEndpoint = try Endpoint(parsing: "203.0.113.5:4000")
            expected.revision = updated.revision
            #expect(updated == expected)
            #expect(updated.revision > node.revision)
        }
    }

    @Test func `does not take another's name`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(
                    UpdateNode(network: World.harbor, node: second.id, changes: NodeChanges(name: first.name)))
            }
        }
    }

    @Test func `is refused at a revision that is not the node's`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let update = UpdateNode(
                network: World.harbor, node: node.id, changes: NodeChanges(endpoint: .clear),
                ifMatch: node.revision.next)
            await #expect(throws: ControlError.sample(.preconditionFailed)) { try await world.perform(update) }
        }
    }

    @Test func `is refused by the name of a network it is not in`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(CreateNetwork(name: Samples.networkName("branch"), ranges: Samples.ranges))
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(RemoveNode(network: Samples.networkName("branch"), node: node.id))
            }
        }
    }
}

@Suite struct `A node's end` {
    @Test func `frees its name, and its address only when no other is left`() async throws {
        try await World.with { world in
            let first = try await world.join(1)
            try await world.perform(LeaveNetwork(node: first.id), as: .node(first.id))
            let second = try await world.join(2)
            #expect(second.name == first.name)
            #expect(second.ipv4?.description == "10.10.0.2")
        }
    }

    @Test(arguments: [RemovalReason.left, .removed])
    func `is remembered with its reason`(reason: RemovalReason) async throws {
        try await World.with { world in
            let node = try await world.join(1)
            switch reason {
            case .left: try await world.perform(LeaveNetwork(node: node.id), as: .node(node.id))
            default: try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            }
            #expect(world.control.truth.removedNodes[node.id]?.reason == reason)
        }
    }

    @Test func `is told to the node that still asks for something`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            await #expect(throws: ControlError.sample(.gone)) {
                try await world.perform(
                    ReportNode(node: node.id, report: Samples.report(1), source: nil), as: .node(node.id))
            }
        }
    }

    @Test func `is forgotten after a month`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            world.clock.advance(by: .seconds(31 * 86_400))
            try await world.join(2)
            #expect(world.control.truth.removedNodes.isEmpty)
        }
    }
}
