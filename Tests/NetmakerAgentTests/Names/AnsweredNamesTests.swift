import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

/// What an agent answers to who asks for its network's names, from what it was told last.
@Suite(.timeLimit(.minutes(1))) struct `The names an agent answers` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    @Test func `are its own and its peers', and of no other zone`() async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.names != nil && $0.inForce != nil }
            #expect(await agent.addresses(of: "machine-1.harbor") == ["10.10.0.1"])
            #expect(await agent.addresses(of: "machine-2.harbor") == ["10.10.0.2"])
            #expect(await agent.code(for: "machine-9.harbor") == 3)
            #expect(await agent.code(for: "machine-2.example") == 5)
        }
    }

    @Test func `are there with the server gone`() async throws {
        server.behave(.unreachable)
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.names != nil && $0.inForce != nil }
            #expect(await agent.addresses(of: "machine-3.harbor") == ["10.10.0.3"])
        }
    }

    @Test func `follow those who come, go and are renamed`() async throws {
        try await world.running(world.agent()) { [server] agent in
            try await agent.progress { $0.names != nil && $0.synchronizations == 1 }
            #expect(await agent.addresses(of: "machine-4.harbor") == nil)
            try server.change([TestServer.record(4)])
            try await agent.progress { $0.inForce == Revision(11) }
            #expect(await agent.addresses(of: "machine-4.harbor") == ["10.10.0.4"])

            var renamed = Samples.node(4)
            renamed.name = try NodeName(parsing: "web")
            try server.change([PeerRecord(renamed)], removed: [Samples.nodeID(2)])
            try await agent.progress { $0.inForce == Revision(12) }
            #expect(await agent.addresses(of: "machine-4.harbor") == nil)
            #expect(await agent.addresses(of: "web.harbor") == ["10.10.0.4"])
            #expect(await agent.code(for: "machine-2.harbor") == 3)
        }
    }

    @Test func `are not laid out anew for what is no name`() async throws {
        try await world.running(world.agent()) { [server] agent in
            try await agent.progress { $0.names != nil && $0.synchronizations == 1 }
            let before = agent.tunnel.nameChanges.count
            try server.change([TestServer.record(3, port: 40_000)])
            try await agent.progress { $0.inForce == Revision(11) }
            #expect(agent.tunnel.nameChanges.count == before)
            try server.change([TestServer.record(5)])
            try await agent.progress { $0.inForce == Revision(12) }
            #expect(agent.tunnel.nameChanges.count == before + 1)
        }
    }

    @Test func `are not those of a peer whose time is over, with the server gone`() async throws {
        try await world.running(world.agent()) { [world, server] agent in
            try await agent.progress { $0.names != nil && $0.synchronizations == 1 }
            var guest = Samples.node(4)
            guest.standing.expiresAt = Samples.time + .seconds(7)
            try server.change([PeerRecord(guest)])
            try await agent.progress { $0.inForce == Revision(11) }
            #expect(await agent.addresses(of: "machine-4.harbor") == ["10.10.0.4"])
            server.behave(.unreachable)
            server.hangUp()
            world.clock.advance(by: .milliseconds(6999))
            #expect(await agent.addresses(of: "machine-4.harbor") == ["10.10.0.4"])
            world.clock.advance(by: .milliseconds(1))
            #expect(await agent.code(for: "machine-4.harbor") == 3)
            #expect(await agent.addresses(of: "machine-3.harbor") == ["10.10.0.3"])
        }
    }

    @Test func `are not those of a client of a peer's whose time is over, with the server gone`() async throws {
        try await world.running(world.agent()) { [world, server] agent in
            try await agent.progress { $0.names != nil && $0.synchronizations == 1 }
            var guest = Samples.client(2, by: Samples.nodeID(4))
            guest.expiresAt = Samples.time + .seconds(7)
            let clients = [Samples.client(1, by: Samples.nodeID(4)), guest].map(ClientName.init)
            try server.change([PeerRecord(Samples.gateway(4), clients: clients)])
            try await agent.progress { $0.inForce == Revision(11) }
            let address = try #require(guest.ipv4).description
            #expect(await agent.addresses(of: "client-2.harbor") == [address])
            server.behave(.unreachable)
            server.hangUp()
            world.clock.advance(by: .milliseconds(6999))
            #expect(await agent.addresses(of: "client-2.harbor") == [address])
            world.clock.advance(by: .milliseconds(1))
            #expect(await agent.code(for: "client-2.harbor") == 3)
            #expect(await agent.addresses(of: "client-1.harbor") != nil)
        }
    }

    @Test func `are nobody's when the node itself takes no part`() async throws {
        try await world.running(world.agent()) { [server] agent in
            try await agent.progress { $0.names?.lookup == .waiting && $0.synchronizations == 1 }
            var node = Samples.node(1)
            node.interface = .default(for: Samples.networkName())
            node.standing.connection = .disconnected
            server.say(.configuration(NodeConfiguration(of: node, in: Samples.network())))
            try await agent.progress { $0.names == .off }
            #expect(await agent.code(for: "machine-2.harbor") == 5)
        }
    }

    @Test func `are let go of when nobody asks`() async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names != nil && $0.inForce != nil }
            #expect(!agent.names.isLaidOut)
            #expect(await agent.addresses(of: "machine-1.harbor") == ["10.10.0.1"])
            #expect(agent.names.isLaidOut)
            world.clock.advance(by: .seconds(61))
            agent.names.tidy()
            #expect(!agent.names.isLaidOut)
            #expect(await agent.addresses(of: "machine-1.harbor") == ["10.10.0.1"])
        }
    }
}
