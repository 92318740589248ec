import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Creating an external client` {
    @Test func `gives it the next addresses, as a node gets them`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient("phone", by: gateway).client
            #expect(client.ipv4?.description == "10.10.0.2")
            #expect(client.ipv6?.description == "fd00:10::2")
            #expect(try await world.join(2).ipv4?.description == "10.10.0.3")
        }
    }

    @Test func `gives it the address it is to have, and the next of the other family`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient("phone", by: gateway, ipv4: "10.10.7.7").client
            #expect(client.ipv4?.description == "10.10.7.7")
            #expect(client.ipv6?.description == "fd00:10::2")
            for (address, code) in [
                ("10.10.7.7", ControlError.Code.conflict), ("10.10.0.1", .conflict), ("10.10.0.0", .conflict),
                ("192.0.2.1", .invalidValue),
            ] {
                await #expect {
                    try await world.createClient("laptop", by: gateway, ipv4: address)
                } throws: { ($0 as? ControlError)?.code == code && ($0 as? ControlError)?.field == "ipv4" }
            }
        }
    }

    @Test func `says what the file is to say, and keeps the digest of that`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let handedOut = try await world.createClient("phone", by: gateway)
            #expect(handedOut.client.handedOut == handedOut.profile.digest)
            #expect(handedOut.profile.gatewayKey == gateway.publicKey)
            #expect(handedOut.profile.endpoint.description == "192.0.2.2:51821")
        }
    }

    @Test func `is refused for the name or key of a node or client, and the other way round`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            try await world.createClient("phone", by: gateway, key: 77)
            for (name, key) in [("machine", 78), ("phone", 79), ("tablet", 77), ("tablet", 1)] {
                await #expect(throws: ControlError.sample(.conflict), "\(name) \(key)") {
                    try await world.createClient(name, by: gateway, key: key)
                }
            }
            let admission = try await world.makeKey()
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(
                    world.joining(3, with: admission, name: NodeName(adapting: "phone")), as: .nobody)
            }
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(world.joining(77, with: admission), as: .nobody)
            }
            let node = try await world.perform(world.joining(4, with: admission, hostname: "phone"), as: .nobody).node
            #expect(node.name.description == "phone-2")
        }
    }

    @Test func `is refused by a node that is no ingress gateway, or that nobody finds`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            await #expect {
                try await world.createClient("phone", by: node)
            } throws: { ($0 as? ControlError)?.code == .conflict && ($0 as? ControlError)?.field == "gateway" }

            let hidden = try await world.perform(
                JoinNetwork(
                    network: World.harbor, key: world.makeKey(), identity: Samples.identity(2),
                    publicKey: Samples.publicKey(2), report: Samples.report(2), source: nil), as: .nobody
            ).node
            try await world.change(hidden, RolesChange(ingress: .set(try IngressGateway())))
            await #expect {
                try await world.createClient("phone", by: hidden)
            } throws: { error in
                (error as? ControlError)?.message.contains("nobody knows yet where ingress gateway") == true
            }
        }
    }

    @Test func `is refused with a time that is over, or ranges that are somebody's`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.createClient("phone", by: gateway, expiresAt: world.clock.now)
            }
            try await world.createClient("router", by: gateway, ranges: ["192.168.7.0/24"])
            await #expect {
                try await world.createClient("phone", by: gateway, ranges: ["192.168.0.0/16"])
            } throws: { error in
                (error as? ControlError)?.message.contains("external client router") == true
            }
        }
    }
}

@Suite struct `Changing an external client` {
    @Test func `moves it, and both gateways are told`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.gateway(1), try await world.gateway(2))
            let client = try await world.createClient("phone", by: first, ranges: ["192.168.7.0/24"]).client
            let subscriptions = [first, second].map { world.control.feed.subscribe(node: $0.id, in: World.harbor) }
            let moved = try await world.update(client, ClientChanges(gateway: second.id))
            #expect(moved.gateway == second.id && moved.ipv4 == client.ipv4)
            let state = try #require(world.harbor)
            #expect(try state.ranges(routedTo: #require(state.nodes[first.id])).isEmpty)
            #expect(try state.ranges(routedTo: #require(state.nodes[second.id])).count == 3)
            for subscription in subscriptions {
                let news = await subscription.next()
                #expect(news?.configurationChanged == true)
                #expect(news?.touched == .nodes([first.id, second.id]))
            }
            let touched = try await world.control.touched(
                in: World.harbor, epoch: state.network.epoch, after: client.revision)
            #expect(touched?.nodes == [first.id, second.id])
        }
    }

    @Test func `shuts it out and lets it in`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient("phone", by: gateway).client
            func routed() throws -> Int {
                let state = try #require(world.harbor)
                return try state.ranges(routedTo: #require(state.nodes[gateway.id])).count
            }
            try await world.update(client, ClientChanges(admission: .disabled))
            #expect(try routed() == 0)
            try await world.update(client, ClientChanges(admission: .enabled))
            #expect(try routed() == 2)
        }
    }

    @Test func `outlives its gateway, and enters by another`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.gateway(1), try await world.gateway(2))
            let client = try await world.createClient("phone", by: first).client
            try await world.perform(LeaveNetwork(node: first.id), as: .node(first.id))
            #expect(world.harbor?.clients[client.id] == client)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(HandOutClientFile(network: World.harbor, client: client.id))
            }
            try await world.update(client, ClientChanges(gateway: second.id))
            let profile = try await world.perform(HandOutClientFile(network: World.harbor, client: client.id)).profile
            #expect(profile.gatewayKey == second.publicKey)
        }
    }

    @Test func `frees its address and its name when it is deleted, and is refused when it changed in between`()
        async throws
    {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient("phone", by: gateway).client
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(
                    DeleteClient(network: World.harbor, client: client.id, ifMatch: client.revision.next))
            }
            try await world.perform(DeleteClient(network: World.harbor, client: client.id, ifMatch: client.revision))
            #expect(world.harbor?.clients.isEmpty == true)
            let again = try await world.createClient("phone", by: gateway, key: 88).client
            // Not the one that rests.
            #expect(again.ipv4?.description == "10.10.0.3")
        }
    }

    @Test func `gives it another key, which nobody else has`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient("phone", by: gateway).client
            func handOut(_ key: Int) async throws -> ExternalClient {
                try await world.perform(
                    HandOutClientFile(network: World.harbor, client: client.id, publicKey: Samples.publicKey(key))
                ).client
            }
            #expect(try await handOut(90).publicKey == Samples.publicKey(90))
            await #expect(throws: ControlError.sample(.conflict)) { try await handOut(1) }
            #expect(try await handOut(90).revision == world.harbor?.clients[client.id]?.revision)
        }
    }
}

@Suite struct `An external client whose time is over` {
    @Test func `is cut off by the server alone, once`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let end = world.clock.now + .seconds(60)
            let client = try await world.createClient("phone", by: gateway, expiresAt: end).client
            await #expect(throws: ControlError.sample(.forbidden)) {
                try await world.perform(ExpireClients(network: World.harbor))
            }
            #expect(try await world.perform(ExpireClients(network: World.harbor), as: .server).isEmpty)
            world.clock.advance(by: .seconds(60))
            #expect(try await world.perform(ExpireClients(network: World.harbor), as: .server).map(\.id) == [client.id])
            #expect(world.harbor?.clients[client.id]?.access == .expired)
            let revision = world.harbor?.revision
            #expect(try await world.perform(ExpireClients(network: World.harbor), as: .server).isEmpty)
            #expect(world.harbor?.revision == revision)
        }
    }

    @Test func `is let in again by another time, and by nothing else`() async throws {
        try await World.with { world in
            let gateway = try await world.gateway(1)
            let client = try await world.createClient(
                "phone", by: gateway, expiresAt: world.clock.now + .seconds(60)
            ).client
            world.clock.advance(by: .seconds(60))
            try await world.perform(ExpireClients(network: World.harbor), as: .server)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.update(client, ClientChanges(admission: .enabled))
            }
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.update(client, ClientChanges(expiresAt: .set(world.clock.now)))
            }
            let end = world.clock.now + .seconds(1)
            #expect(try await world.update(client, ClientChanges(expiresAt: .set(end))).access == .enabled)
            #expect(world.harbor?.nextClientExpiry == end)
            #expect(try await world.update(client, ClientChanges(expiresAt: .clear)).expiresAt == nil)
            #expect(world.harbor?.nextClientExpiry == nil)
        }
    }
}
