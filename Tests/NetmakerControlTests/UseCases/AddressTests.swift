import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An address given by hand` {
    private func give(_ address: String, to node: Node, in world: World) async throws -> Node {
        try await world.perform(
            UpdateNode(
                network: World.harbor, node: node.id, changes: NodeChanges(ipv4: try IPv4Address(parsing: address))))
    }

    @Test func `is the node's, and nobody else's`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            #expect(try await give("10.10.0.2", to: node, in: world).ipv4?.description == "10.10.0.2")
            #expect(try await world.join(2).ipv4?.description == "10.10.0.3")
        }
    }

    @Test(arguments: ["10.11.0.1", "10.10.0.0", "10.10.255.255"])
    func `is refused outside the range and where it means something else`(_ address: String) async throws {
        try await World.with { world in
            let node = try await world.join(1)
            await #expect(throws: ControlError.sample(.invalidValue)) { try await give(address, to: node, in: world) }
            #expect(world.harbor?.nodes[node.id] == node)
        }
    }

    @Test func `is refused when another node has it`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            let taken = try #require(first.ipv4?.description)
            await #expect(throws: ControlError.sample(.conflict)) { try await give(taken, to: second, in: world) }
        }
    }

    @Test func `is refused where the network has no range of its family`() async throws {
        let ranges = try AddressRanges(ipv4: nil, ipv6: try IPv6Prefix(parsing: "fd00:10::/64"))
        try await World.with(ranges: ranges) { world in
            let node = try await world.join(1)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await give("10.10.0.9", to: node, in: world)
            }
        }
    }
}

@Suite struct `Other ranges for a network` {
    @Test func `move all nodes in one commit, which the preview foretells`() async throws {
        try await World.with { world in
            let nodes = [try await world.join(1), try await world.join(2)]
            let command = ChangeRanges(
                network: World.harbor,
                ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/24"), ipv6: nil))
            let before = try #require(world.harbor)
            let plan = try world.control.preview(command, as: World.alice)
            #expect(world.harbor == before)
            #expect(try await world.perform(command) == plan)
            let after = try #require(world.harbor)
            #expect(after.revision == before.revision.next)
            #expect(nodes.map { after.nodes[$0.id]?.ipv4?.description } == ["10.20.0.1", "10.20.0.2"])
            #expect(nodes.allSatisfy { after.nodes[$0.id]?.ipv6 == nil })
            #expect(try await world.join(3).ipv4?.description == "10.20.0.3")
        }
    }

    @Test func `take custom names and name servers along, each with the new revision`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let name = try DNSRecordName(parsing: "shop")
            let addresses = node.addresses + [try IPAddress(parsing: "10.10.0.77")]
            try await world.perform(
                CreateDNSRecord(network: World.harbor, name: name, target: .addresses(try DNSAddresses(addresses))))
            try await world.perform(
                UpdateNetwork(
                    name: World.harbor, changes: NetworkChanges(dnsServers: .set(try DNSServers(node.addresses)))))
            let plan = try await world.perform(
                ChangeRanges(
                    network: World.harbor,
                    ranges: try AddressRanges(
                        ipv4: try IPv4Prefix(parsing: "10.20.0.0/24"), ipv6: try IPv6Prefix(parsing: "fd00:20::/64"))))
            let after = try #require(world.harbor)
            let moved = try #require(after.nodes[node.id]).addresses
            #expect(plan.followers.map(\.kind) == [.dnsRecord, .networkNameServers])
            #expect(after.network.dnsServers?.addresses == moved)
            #expect(
                after.dnsRecords[name]?.target
                    == .addresses(try DNSAddresses(moved + [try IPAddress(parsing: "10.20.0.77")])))
            #expect(after.dnsRecords[name]?.revision == after.revision)
        }
    }

    @Test func `that do not hold all nodes change nothing`() async throws {
        try await World.with { world in
            for number in 1...3 { try await world.join(number) }
            let before = world.harbor
            await #expect(throws: ControlError.sample(.exhausted)) {
                try await world.perform(
                    ChangeRanges(
                        network: World.harbor,
                        ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/30"), ipv6: nil)))
            }
            #expect(world.harbor == before)
        }
    }
}
