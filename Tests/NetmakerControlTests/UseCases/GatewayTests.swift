import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Making a node a gateway` {
    private static func egress(_ ranges: String...) throws -> RolesChange {
        RolesChange(egress: .set(try EgressGateway(ranges: ranges.map(Samples.prefix))))
    }

    @Test func `keeps what it is said to be, and undoes it`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let gateway = try EgressGateway(
                ranges: [Samples.prefix("192.168.1.0/24")], interface: try InterfaceName(parsing: "eth1"),
                translation: .none)
            let mark = RelayMark(markedAt: world.clock.now)
            let change = RolesChange(egress: .set(gateway), ingress: .set(try IngressGateway()), relay: .set(mark))
            let updated = try await world.change(node, change)
            #expect(updated.roles == NodeRoles(egress: gateway, ingress: try IngressGateway(), relay: mark))
            #expect(try await world.change(node, RolesChange(relay: .set(mark))).revision == updated.revision)

            let undone = try await world.change(node, RolesChange(egress: .clear, ingress: .clear, relay: .clear))
            #expect(undone.roles == .none)
            #expect(world.harbor?.routedRanges.isEmpty == true)
        }
    }

    @Test func `keeps since when it is a relay`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let mark = RelayMark(markedAt: world.clock.now)
            try await world.change(node, RolesChange(relay: .set(mark)))
            let later = RelayMark(markedAt: world.clock.now + .seconds(60))
            #expect(try await world.change(node, RolesChange(relay: .set(later))).roles.relay == mark)
        }
    }

    @Test func `is refused for ranges of the network, or of another gateway, by name`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            try await world.change(first, Self.egress("192.168.0.0/16"))
            for (range, holder) in [("10.10.3.0/24", "network harbor"), ("192.168.1.0/24", "egress gateway machine")] {
                await #expect {
                    try await world.change(second, Self.egress(range))
                } throws: { error in
                    let error = error as? ControlError
                    return error?.code == .conflict && error?.field == "ranges"
                        && error?.message.contains(holder) == true
                }
            }
            // Its own do not stand in its way.
            try await world.change(first, Self.egress("192.168.1.0/24", "172.16.0.0/12"))
        }
    }

    @Test func `is refused at a revision that is not the node's`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(
                    ChangeRoles(
                        network: World.harbor, node: node.id, change: Self.egress("192.168.1.0/24"),
                        ifMatch: node.revision.next))
            }
        }
    }

    @Test func `is not undone while clients enter by it, unless they may be cut off`() async throws {
        try await World.with { world in
            let node = try await world.gateway(1)
            let phone = try await world.createClient("phone", by: node).client
            await #expect {
                try await world.change(node, RolesChange(ingress: .clear))
            } throws: { error in
                let error = error as? ControlError
                return error?.code == .conflict && error?.message.contains("phone") == true
            }
            try await world.change(node, RolesChange(ingress: .clear, clients: .cutOff))
            let state = try #require(world.harbor)
            #expect(state.clients[phone.id] == phone)
            #expect(try state.ranges(routedTo: #require(state.nodes[node.id])).isEmpty)
        }
    }

    @Test func `tells the others of its ranges and clients, itself of its role, and nobody of what is in no map`()
        async throws
    {
        try await World.with { world in
            let (node, other) = (try await world.gateway(1), try await world.join(2))
            let (own, others) = (
                world.control.feed.subscribe(node: node.id, in: World.harbor),
                world.control.feed.subscribe(node: other.id, in: World.harbor)
            )
            try await world.change(node, Self.egress("192.168.1.0/24"))
            #expect(await own.next()?.configurationChanged == true)
            #expect(await others.next()?.touched == .nodes([node.id]))

            let touched = world.control.counters.nodesCompared
            let client = try await world.createClient("phone", by: node).client
            let (news, othersNews) = (await own.next(), await others.next())
            #expect(news?.configurationChanged == true)
            #expect(othersNews?.touched == .nodes([node.id]) && othersNews?.configurationChanged == false)
            #expect(world.control.counters.nodesCompared == touched + 1)

            try await world.update(client, ClientChanges(name: NodeName(adapting: "tablet")))
            #expect(await own.next()?.configurationChanged == true)
            #expect(await others.next()?.touched == .nodes([node.id]))

            // What the record does not say is told to nobody.
            let slots = world.control.feed.slotsTouched
            try await world.update(client, ClientChanges(nameServers: [Samples.address(8)]))
            #expect(world.control.feed.slotsTouched == slots)
        }
    }
}

extension World {
    @discardableResult
    func change(_ node: Node, _ change: RolesChange) async throws -> Node {
        try await perform(ChangeRoles(network: World.harbor, node: node.id, change: change))
    }

    /// The n-th machine joins, and is an ingress gateway.
    func gateway(_ number: Int) async throws -> Node {
        try await change(try await join(number), RolesChange(ingress: .set(try IngressGateway())))
    }

    /// A client with the key of its name's length.
    @discardableResult
    func createClient(
        _ name: String, by gateway: Node, key: Int? = nil, ipv4: String? = nil, ranges: [String] = [],
        expiresAt: Timestamp? = nil
    ) async throws -> CreateClient.HandedOut {
        try await perform(
            CreateClient(
                network: World.harbor, name: NodeName(adapting: name),
                publicKey: Samples.publicKey(key ?? 5000 + name.count), gateway: gateway.id,
                ipv4: try ipv4.map { text in try IPv4Address(parsing: text) },
                allowedRanges: ranges.map(Samples.prefix),
                expiresAt: expiresAt))
    }

    @discardableResult
    func update(_ client: ExternalClient, _ changes: ClientChanges) async throws -> ExternalClient {
        try await perform(UpdateClient(network: World.harbor, client: client.id, changes: changes))
    }
}
