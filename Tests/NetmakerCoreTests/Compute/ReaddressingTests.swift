import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A change of ranges` {
    private func state(_ numbers: [Int], ranges: AddressRanges = Samples.ranges) throws -> NetworkState {
        var network = Samples.network()
        network.ranges = ranges
        return try NetworkState(
            network, revision: Revision(1), nodes: numbers.map { Samples.node($0) }, accessKeys: [], removedNodes: [])
    }

    private func ranges(_ ipv4: String?, _ ipv6: String?) throws -> AddressRanges {
        try AddressRanges(
            ipv4: try ipv4.map { try IPv4Prefix(parsing: $0) }, ipv6: try ipv6.map { try IPv6Prefix(parsing: $0) })
    }

    @Test func `leaves every node its host number where the new range has it`() throws {
        let plan = try Readdressing(
            of: try state([1, 7, 300]), to: try ranges("10.20.0.0/16", "fd00:20::/64"), now: Samples.time)
        #expect(plan.moves.map { $0.ipv4?.description } == ["10.20.0.1", "10.20.1.44", "10.20.0.7"])
        #expect(plan.moves.map { $0.ipv6?.description } == ["fd00:20::1", "fd00:20::12c", "fd00:20::7"])
    }

    @Test func `gives the rest the lowest that nobody keeps`() throws {
        let plan = try Readdressing(of: try state([2, 3, 300]), to: try ranges("10.20.0.0/29", nil), now: Samples.time)
        let addresses = Dictionary(uniqueKeysWithValues: plan.moves.map { ($0.node, $0.ipv4?.description) })
        #expect(addresses[Samples.nodeID(2)] == "10.20.0.2")
        #expect(addresses[Samples.nodeID(3)] == "10.20.0.3")
        #expect(addresses[Samples.nodeID(300)] == "10.20.0.1")
        #expect(plan.moves.allSatisfy { $0.ipv6 == nil && $0.formerIPv6 != nil })
    }

    @Test func `numbers nodes alike in a family that is new`() throws {
        let before = try ranges("10.10.0.0/16", nil)
        var network = Samples.network()
        network.ranges = before
        var node = Samples.node(9)
        node.ipv6 = nil
        let state = try NetworkState(
            network, revision: Revision(1), nodes: [node], accessKeys: [], removedNodes: [])
        let plan = try Readdressing(of: state, to: try ranges("10.10.0.0/16", "fd00:10::/64"), now: Samples.time)
        #expect(plan.moves.map(\.ipv6?.description) == ["fd00:10::9"])
        #expect(plan.moves.map(\.ipv4?.description) == ["10.10.0.9"])
    }

    /// A gateway 1, a node 300, a client, and names and name servers of them, of nobody, and of the world outside.
    private func saying() throws -> NetworkState {
        var network = Samples.network()
        network.dnsServers = try DNSServers([try IPAddress(parsing: "10.10.0.53"), Samples.address(8)])
        var gateway = Samples.gateway(1)
        gateway.roles.ingress = try IngressGateway(nameServers: [try IPAddress(parsing: "10.10.1.44")])
        var client = Samples.client(1)
        client.nameServers = gateway.addresses
        return try NetworkState(
            network, revision: Revision(1), nodes: [gateway, Samples.node(300)], accessKeys: [],
            dnsRecords: [
                Samples.dnsRecord("far", ["192.0.2.1"]),
                Samples.dnsRecord("free", ["10.10.0.9", "10.10.0.255", "10.10.9.9"]),
                Samples.dnsRecord("phone", client.addresses.map(\.description)),
            ], removedNodes: [], clients: [client])
    }

    @Test func `takes along what says the addresses of nodes and clients, and what is left by its number`() throws {
        let plan = try Readdressing(of: try saying(), to: try ranges("10.20.0.0/24", "fd00:20::/64"), now: Samples.time)
        let told = plan.followers.map { follower in
            let changes = follower.changes.map { "\($0.former?.description ?? "") -> \($0.address?.description ?? "")" }
            return "\(follower.kind) \(follower.name): \(changes.joined(separator: ", "))"
        }
        let phone = "10.10.234.97 -> 10.20.0.3, fd00:10::ea61 -> fd00:20::ea61"
        #expect(
            told == [
                "client client-1: \(phone)", "dnsRecord free: 10.10.0.9 -> 10.20.0.9", "dnsRecord phone: \(phone)",
                "networkNameServers harbor: 10.10.0.53 -> 10.20.0.53",
                "gatewayNameServers machine-1: 10.10.1.44 -> 10.20.0.2",
                "clientNameServers client-1: 10.10.0.1 -> 10.20.0.1, fd00:10::1 -> fd00:20::1",
            ])
        #expect(plan.dnsRecords.map(\.name.description) == ["free", "phone"])
        #expect(plan.nodes.map(\.id) == [Samples.nodeID(1), Samples.nodeID(300)])
        #expect(plan.nodes[0].roles.ingress?.nameServers == [.v4(try #require(plan.nodes[1].ipv4))])
        #expect(plan.dnsServers?.addresses == [try IPAddress(parsing: "10.20.0.53"), Samples.address(8)])
    }

    @Test func `leaves every client that can keep its number that number, whoever else has to move`() throws {
        var (far, near) = (Samples.client(1), Samples.client(2))
        near.ipv4 = try IPv4Address(parsing: "10.10.0.1")
        far.ipv4 = try IPv4Address(parsing: "10.10.200.1")
        let state = try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [Samples.gateway(5)], accessKeys: [], removedNodes: [],
            clients: [far, near])
        let plan = try Readdressing(of: state, to: try ranges("10.20.0.0/24", nil), now: Samples.time)
        #expect(plan.clients.map { $0.ipv4?.description } == ["10.20.0.2", "10.20.0.1"])
    }

    @Test func `leaves what says an address of a family that the network gives up`() throws {
        let plan = try Readdressing(of: try saying(), to: try ranges("10.10.0.0/16", nil), now: Samples.time)
        #expect(plan.followers.map(\.kind) == [.client])
    }

    @Test func `moves nobody when the ranges stay`() throws {
        let plan = try Readdressing(of: try state([1, 2]), to: Samples.ranges, now: Samples.time)
        #expect(plan.moves == [] && plan.followers == [])
    }

    @Test func `is refused when a range does not hold all nodes`() throws {
        let state = try state([1, 2, 3])
        let narrow = try ranges("10.20.0.0/30", nil)
        #expect(throws: ModelError(.exhausted, message: "", remedy: "")) {
            try Readdressing(of: state, to: narrow, now: Samples.time)
        }
    }

    /// Whatever the ranges: nobody shares an address, everybody has one of each, and whoever can keep a number does.
    @Test(arguments: 1...200) func `is right for any nodes and ranges`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let numbers = Set(
            (0..<Int.random(in: 1...20, using: &random)).map { _ in Int.random(in: 1...4000, using: &random) })
        let length = Int.random(in: 16...27, using: &random)
        let other = try ranges("10.96.0.0/\(length)", "fd00:96::/\(Int.random(in: 64...123, using: &random))")
        let plan = try Readdressing(of: try state(numbers.sorted()), to: other, now: Samples.time)
        #expect(Set(plan.moves.map(\.ipv4)).count == numbers.count)
        #expect(Set(plan.moves.map(\.ipv6)).count == numbers.count)
        for move in plan.moves {
            let (ipv4, ipv6) = (try #require(move.ipv4), try #require(move.ipv6))
            #expect(other.contains(.v4(ipv4)) && other.contains(.v6(ipv6)))
            let number = try #require(numbers.first { Samples.nodeID($0) == move.node })
            if number < 1 << (32 - length) - 1 {
                #expect(ipv4.rawValue & ~(UInt32.max << UInt32(32 - length)) == UInt32(number))
            }
        }
    }
}

@Suite struct `A network whose ranges have changed` {
    /// One's new address may be what another's was.
    @Test func `holds each address once, and hands out those that are free`() throws {
        var network = Samples.network()
        network.ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.10.0.0/24"), ipv6: nil)
        let nodes = [1, 2, 3].map { number in
            var node = Samples.node(number)
            node.ipv6 = nil
            return node
        }
        var state = try NetworkState(
            network, revision: Revision(1), nodes: nodes, accessKeys: [], removedNodes: [])
        network.ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.10.0.0/29"), ipv6: nil)
        var (first, second) = (nodes[0], nodes[1])
        (first.ipv4, second.ipv4) = (second.ipv4, first.ipv4)
        try state.apply(
            [.putNetwork(network), .putNode(first), .putNode(second)], at: Revision(2), time: Samples.time)
        #expect(try state.nextAddresses(now: Samples.time).ipv4?.description == "10.10.0.4")
        let direct = try NetworkState(
            network, revision: Revision(2), nodes: [first, second, nodes[2]], accessKeys: [], removedNodes: [])
        #expect(state == direct)
    }
}
