import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

/// Where calls are answered and no stream passes.
@Suite(.timeLimit(.minutes(1))) struct `An agent whose sessions come to nothing` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    /// Runs an agent that has checked in for the first time.
    private func checkingIn(_ body: @escaping @Sendable (Agent) async throws -> Void) async throws {
        try await Self.checkingIn(world, server, body)
    }

    private static func checkingIn(
        _ world: World, _ server: TestServer, _ body: @escaping @Sendable (Agent) async throws -> Void
    ) async throws {
        server.behave(.withoutStreams)
        try await world.running(world.agent()) { [world] agent in
            try await world.letSessionsFail(of: agent)
            try await agent.progress { $0.synchronizations == 1 && $0.connection == .checkingIn }
            try await body(agent)
        }
    }

    @Test func `checks in instead, and says what is in force`() async throws {
        try await checkingIn { agent in
            #expect(agent.progress.acknowledged == Revision(10))
        }
        let checkIns = server.heard.value.checkIns
        // It was told of itself, and then that nothing else is new.
        #expect(checkIns.count == 2)
        #expect(checkIns.map(\.position) == Array(repeating: MapPosition(server.map), count: 2))
        #expect(checkIns.last?.sessionless?.acknowledged == Revision(10))
        #expect(server.heard.value.hellos.isEmpty)
    }

    @Test func `does not as long as a session may only have been unlucky`() async throws {
        server.behave(.withoutStreams)
        try await world.running(world.agent()) { [world, server] agent in
            try await world.letSessionsFail(Agent.StandIn.patience - 2, of: agent)
            try await agent.progress {
                $0.connection == .waiting && $0.fruitlessSessions == Agent.StandIn.patience - 1
            }
            server.behave(.answering)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 1 }
        }
        #expect(server.heard.value.checkIns.isEmpty)
    }

    @Test func `needs to wait for one alone that is held back for long`() async throws {
        server.behave(.holdingStreams)
        try await world.running(world.agent()) { [world, server] agent in
            try await server.heard.wait { $0.heldStreams == 1 }
            world.clock.advance(by: Agent.StandIn.longFailure)
            server.streamsGoOn.raise()
            try await agent.progress { $0.synchronizations == 1 }
        }
        #expect(!server.heard.value.checkIns.isEmpty)
    }

    @Test func `applies the pages of a map as the map, and says so at once`() async throws {
        try await checkingIn { [world, server] agent in
            try server.change([TestServer.record(4)], removed: [Samples.nodeID(2)])
            world.clock.advance(by: .seconds(30))
            try await server.heard.wait { $0.checkIns.last?.sessionless?.acknowledged == Revision(11) }
            try await agent.progress { $0.synchronizations == 2 && $0.acknowledged == Revision(11) }
            let device = try #require(try await world.device())
            let peers = try await device.state().peers
            #expect(Set(peers.map(\.key)) == [Samples.publicKey(3), Samples.publicKey(4)])
        }
    }

    @Test func `begins anew when the map changes between two pages`() async throws {
        try await checkingIn { [world, server] agent in
            try server.change([TestServer.record(4), TestServer.record(5)])
            server.changeBetweenPages([TestServer.record(2, port: 4000), TestServer.record(5, port: 5000)])
            world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.synchronizations == 2 }
            #expect(agent.progress.acknowledged == Revision(13))
            let peers = try await world.device()?.state().peers
            #expect(peers?.count == 4)
            #expect(peers?[Samples.publicKey(2)]?.endpoint?.endpoint.port.rawValue == 4000)
        }
    }

    @Test func `leaves a map that never stands still to the next check-in, and the tunnel as it is`() async throws {
        try await checkingIn { [world, server] agent in
            try server.change([TestServer.record(4)])
            server.changeBetweenPages(
                (1...CheckIn.maximumBeginnings).map { TestServer.record(2, port: 4000 + $0) })
            let before = try await world.plans().count
            world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.connection == .waiting }
            #expect(agent.progress.inForce == Revision(10))
            #expect(try await world.plans().count == before)
            world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.synchronizations == 2 }
        }
    }

    @Test(arguments: [30, 120]) func `asks as often as its network says`(seconds: Int) async throws {
        var network = Samples.network()
        network.options.checkInInterval = try CheckInInterval(seconds)
        let server = TestServer(network)
        let world = try await World.joined(server)
        try await Self.checkingIn(world, server) { agent in
            let asked = server.heard.value.checkIns.count
            let failed = agent.progress.fruitlessSessions
            // When, within the last tenth, is random. A session comes to nothing after whatever the one before led to.
            world.clock.advance(by: .seconds(seconds * 9 / 10 - 5))
            try await agent.progress { $0.fruitlessSessions == failed + 1 }
            world.clock.advance(by: .seconds(4))
            try await agent.progress { $0.fruitlessSessions == failed + 2 }
            #expect(server.heard.value.checkIns.count == asked)
            world.clock.advance(by: .seconds(seconds / 10 + 1))
            try await server.heard.wait { $0.checkIns.count == asked + 1 }
        }
    }

    @Test func `leaves the tunnel alone while the server is gone`() async throws {
        try await checkingIn { [world, server] agent in
            let before = try await world.plans().count
            server.behave(.unreachable)
            world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.connection == .waiting }
            #expect(try await world.device()?.state().peers.count == 2)
            #expect(try await world.plans().count == before)
        }
    }

    @Test func `goes on trying sessions, and stays in the first that opens`() async throws {
        try await checkingIn { [world, server] agent in
            server.behave(.answering)
            world.clock.advance(by: .seconds(60))
            try await agent.progress { $0.connection == .connected }
            try await server.heard.wait { $0.acknowledgements == [Revision(10)] }
            #expect(agent.progress.sessionTrouble == nil)
        }
    }

    @Test func `checks in at once when somebody wants to know`() async throws {
        try await checkingIn { [server] agent in
            try server.change([TestServer.record(4)])
            agent.reconnect.raise()
            try await agent.progress { $0.acknowledged == Revision(11) }
        }
    }

    @Test func `makes the key that it is asked for, and reports it`() async throws {
        try await checkingIn { [world, server] agent in
            var node = Samples.node(1)
            node.interface = .default(for: Samples.networkName())
            var network = Samples.network()
            network.keyGeneration = network.keyGeneration.next
            server.configure { [node, network] _ in NodeConfiguration(of: node, in: network) }
            world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.synchronizations == 2 }
            let made = try #require(agent.memory.withLock { $0.nextKey })
            #expect(server.heard.value.checkIns.last?.sessionless?.report.nextPublicKey == made.publicKey)
        }
    }

    @Test func `keeps the pin of the server's next key`() async throws {
        let pin = CertificatePin(subjectPublicKeyInfo: [1, 2, 3])
        server.announce([pin])
        try await checkingIn { [world] agent in
            let files = MembershipFiles(folder: world.folder, network: agent.network)
            let credential = try files.credential()
            #expect(credential.pins == [pin])
        }
    }

    @Test func `takes the network down when it is removed`() async throws {
        server.behave(.withoutStreams)
        let agent = try world.agent()
        let ending = try await withThrowingTaskGroup(of: Agent.Ending?.self) { group in
            group.addTask { try await agent.run() }
            try await world.letSessionsFail(of: agent)
            try await agent.progress { $0.synchronizations == 1 }
            server.behave(
                .refusingCheckIns(AgentProtocolError(.removed, message: "an admin removed it", remedy: "join again")))
            world.clock.advance(by: .seconds(60))
            return try await group.next() ?? nil
        }
        #expect(ending == .removed(because: "an admin removed it"))
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }
}

extension World {
    /// Returns when so many sessions have come to nothing, one after the other, and it is time for the next.
    func letSessionsFail(_ count: Int = Agent.StandIn.patience - 1, of agent: Agent) async throws {
        for number in 1...count {
            try await agent.progress { $0.connection == .waiting && $0.fruitlessSessions == number }
            clock.advance(by: .seconds(1))
        }
    }
}
