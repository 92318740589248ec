import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Joining` {
    @Test func `gives a node the lowest free addresses of both ranges`() async throws {
        try await World.with { world in
            try await world.join(1)
            let node = try await world.join(2)
            #expect(node.addresses.map(\.description) == ["10.10.0.2", "fd00:10::2"])
        }
    }

    @Test func `keeps what the machine says and where the server sees it`() async throws {
        try await World.with { world in
            let node = try await world.join(7)
            #expect(node.localAddresses.map(\.description) == ["198.51.100.8/24"])
            #expect(node.observedIPv4?.description == "192.0.2.8")
        }
    }

    @Test func `spends one use of the key`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(2))
            try await world.perform(world.joining(1, with: key), as: .nobody)
            #expect(world.harbor?.accessKey(with: key.hash)?.uses == .remaining(1))
        }
    }

    @Test func `with a key of one use admits exactly one of eight at once`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(1))
            let admitted = await withTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask { (try? await world.perform(world.joining(number, with: key), as: .nobody)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(admitted == 1)
            #expect(world.harbor?.nodes.count == 1)
        }
    }

    @Test func `again with the same identity is the same node, and spends nothing`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(1))
            let first = try await world.perform(world.joining(1, with: key), as: .nobody).node
            let commits = world.store.commitCount
            let again = try await world.perform(world.joining(1, with: key), as: .nobody).node
            #expect(again == first)
            #expect(world.store.commitCount == commits)
        }
    }

    @Test func `again with a new WireGuard key takes that key`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(1))
            let first = try await world.perform(world.joining(1, with: key), as: .nobody).node
            let again = JoinNetwork(
                network: World.harbor, key: key, identity: Samples.identity(1), publicKey: Samples.publicKey(99),
                report: Samples.report(1), source: nil)
            let node = try await world.perform(again, as: .nobody).node
            #expect(node.id == first.id)
            #expect(node.publicKey == Samples.publicKey(99))
        }
    }

    @Test func `with a spent key does not bring a removed node back`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(.remaining(1))
            let node = try await world.perform(world.joining(1, with: key), as: .nobody).node
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(1, with: key), as: .nobody)
            }
        }
    }

    @Test func `with a key that has expired is refused`() async throws {
        try await World.with { world in
            let key = try await world.makeKey(expiresAt: world.clock.now + .seconds(60))
            world.clock.advance(by: .seconds(60))
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(1, with: key), as: .nobody)
            }
        }
    }

    @Test func `with another network's key is refused`() async throws {
        try await World.with { world in
            try await world.perform(CreateNetwork(name: Samples.networkName("branch"), ranges: Samples.ranges))
            let key = try await world.perform(
                CreateAccessKey(network: Samples.networkName("branch"), uses: .unlimited)
            ).secret
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(1, with: key), as: .nobody)
            }
        }
    }

    @Test func `with a WireGuard key that another node of the server has is refused`() async throws {
        try await World.with { world in
            try await world.join(1)
            let copy = JoinNetwork(
                network: World.harbor, key: try await world.makeKey(), identity: Samples.identity(2),
                publicKey: Samples.publicKey(1), report: Samples.report(2), source: nil)
            await #expect(throws: ControlError.sample(.conflict)) { try await world.perform(copy, as: .nobody) }
        }
    }

    @Test func `numbers machines that call themselves alike`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            var names: [String] = []
            for number in 1...5 {
                let join = world.joining(number, with: key, hostname: "Raspberry.local")
                names.append(try await world.perform(join, as: .nobody).node.name.description)
            }
            #expect(names == ["raspberry", "raspberry-2", "raspberry-3", "raspberry-4", "raspberry-5"])
        }
    }

    @Test func `by a name that is taken is refused when it was asked for`() async throws {
        try await World.with { world in
            let key = try await world.makeKey()
            let name = NodeName(adapting: "gateway")
            try await world.perform(world.joining(1, with: key, name: name), as: .nobody)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(world.joining(2, with: key, name: name), as: .nobody)
            }
            #expect(throws: ControlError.sample(.conflict)) {
                try world.control.preview(world.joining(2, with: key, name: name), as: .nobody)
            }
        }
    }

    @Test func `is refused when no address is left`() async throws {
        let ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.9.0.0/30"), ipv6: nil)
        try await World.with(ranges: ranges) { world in
            try await world.join(1)
            try await world.join(2)
            await #expect(throws: ControlError.sample(.exhausted)) { try await world.join(3) }
        }
    }
}
