import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A report` {
    private func report(
        _ report: NodeReport, of node: Node, from source: IPAddress? = nil, to world: World
    ) async throws -> Node {
        try await world.perform(ReportNode(node: node.id, report: report, source: source), as: .node(node.id))
    }

    @Test func `of equal values is not committed`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let commits = world.store.commitCount
            let again = try await report(Samples.report(1), of: node, from: Samples.address(2), to: world)
            #expect(again == node)
            #expect(world.store.commitCount == commits)
        }
    }

    @Test func `changes what is the machine's own and nothing else`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let said = NodeReport(
                listenPort: try ListenPort(4000), interface: try InterfaceName(parsing: "wg7"), mtu: try MTU(1300),
                localAddresses: [try InterfaceAddress(parsing: "198.51.100.77/24")],
                pinnedEndpoint: .set(try Endpoint(parsing: "203.0.113.5:4000")), facts: Samples.facts(hostname: "new"))
            let updated = try await report(said, of: node, from: Samples.address(99), to: world)
            var expected = node
            expected.listenPort = said.listenPort
            expected.interface = said.interface
            expected.mtu = said.mtu
            expected.localAddresses = said.localAddresses
            expected.pinnedEndpoint = try Endpoint(parsing: "203.0.113.5:4000")
            expected.facts = said.facts
            expected.reported = Node.Reported(
                listenPort: said.listenPort, mtu: said.mtu, pinnedEndpoint: said.pinnedEndpoint)
            expected.observedIPv4 = IPv4Address(rawValue: 0xC000_0263)
            expected.revision = updated.revision
            #expect(updated == expected)
        }
    }

    @Test func `that repeats an old port does not undo what an admin set meanwhile`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let port = try ListenPort(40_000)
            try await world.perform(
                UpdateNode(network: World.harbor, node: node.id, changes: NodeChanges(listenPort: port)))
            let updated = try await report(Samples.report(1), of: node, to: world)
            #expect(updated.listenPort == port)
        }
    }

    @Test func `that repeats an old endpoint does not undo what an admin set meanwhile`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            var said = Samples.report(1)
            said.pinnedEndpoint = .set(try Endpoint(parsing: "203.0.113.5:4000"))
            _ = try await report(said, of: node, to: world)
            let moved = try Endpoint(parsing: "203.0.113.6:4000")
            try await world.perform(
                UpdateNode(network: World.harbor, node: node.id, changes: NodeChanges(endpoint: .set(moved))))
            let updated = try await report(said, of: node, to: world)
            #expect(updated.pinnedEndpoint == moved)
        }
    }

    @Test func `keeps the address of the other family when it comes by one`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let updated = try await report(
                Samples.report(1), of: node, from: try IPAddress(parsing: "2001:db8::5"), to: world)
            #expect(updated.observedIPv4 == node.observedIPv4)
            #expect(updated.observedIPv6?.description == "2001:db8::5")
        }
    }

    @Test func `of a node that does not roam leaves it where it was, until it roams again`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            func roam(_ isOn: Bool) async throws {
                try await world.perform(
                    EditNode(node: node.id, edits: [NodeEdit(from: .roaming(!isOn), to: .roaming(isOn))]),
                    as: .node(node.id))
            }
            try await roam(false)
            var said = Samples.report(1)
            said.localAddresses = [try InterfaceAddress(parsing: "198.51.100.77/24")]
            said.facts = Samples.facts(hostname: "moved")
            let stayed = try await report(said, of: node, from: Samples.address(99), to: world)
            #expect(stayed.localAddresses == node.localAddresses)
            #expect(stayed.observedIPv4 == node.observedIPv4)
            #expect(stayed.facts.hostname == "moved")
            // Where it was never seen before, it has not moved from.
            let seen = try await report(said, of: node, from: try IPAddress(parsing: "2001:db8::5"), to: world)
            #expect(seen.observedIPv6?.description == "2001:db8::5")
            let again = try await report(said, of: node, from: try IPAddress(parsing: "2001:db8::6"), to: world)
            #expect(again == seen)
            try await roam(true)
            let moved = try await report(said, of: node, from: Samples.address(99), to: world)
            #expect(moved.localAddresses == said.localAddresses)
            #expect(moved.observedIPv4.map(IPAddress.v4) == Samples.address(99))
        }
    }

    @Test func `that joins a network whose nodes do not roam is where it is first seen`() async throws {
        try await World.with { world in
            try await world.perform(
                UpdateNetwork(
                    name: World.harbor,
                    changes: NetworkChanges(
                        defaults: NodeDefaultChanges(options: NodeOptionChanges(roaming: false)))))
            let node = try await world.join(1)
            #expect(!node.options.roaming)
            #expect(node.observedIPv4 != nil)
            #expect(node.localAddresses == Samples.report(1).localAddresses)
        }
    }

    @Test func `of what is not the machine's, or cannot be, is refused whoever hands it on`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let commits = world.store.commitCount
            var claiming = Samples.report(1)
            claiming.claims = [.ipv4]
            await #expect(throws: ControlError(.refused, message: "", remedy: "")) {
                try await report(claiming, of: node, to: world)
            }
            var pinned = Samples.report(1)
            pinned.pinnedEndpoint = .set(try Endpoint(parsing: "127.0.0.1:51821"))
            await #expect(throws: ControlError(.invalidValue, message: "", remedy: "")) {
                try await report(pinned, of: node, to: world)
            }
            #expect(world.store.commitCount == commits)
        }
    }

    @Test func `names no address at which a peer would find itself, or many machines`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            var said = Samples.report(1)
            said.localAddresses = try ["127.0.0.1/8", "169.254.7.7/16", "224.0.0.1/4", "fe80::1/64", "198.51.100.7/24"]
                .map { try InterfaceAddress(parsing: $0) }
            let updated = try await report(said, of: node, to: world)
            #expect(updated.localAddresses.map(\.description) == ["198.51.100.7/24"])
        }
    }

    @Test func `names at most eight local addresses`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            var said = Samples.report(1)
            said.localAddresses = try (1...20).map { try InterfaceAddress(parsing: "198.51.100.\($0)/24") }
            let updated = try await report(said, of: node, to: world)
            #expect(updated.localAddresses == Array(said.localAddresses.prefix(8)))
        }
    }
}
