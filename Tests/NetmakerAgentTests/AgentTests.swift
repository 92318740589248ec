import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `An agent` {
    private let world: World
    private let server = TestServer()
    private let broken = WireGuardError(.refused, message: "the device says no", remedy: "ask why")

    init() async throws {
        world = try await World.joined(server)
    }

    // MARK: Following the server

    @Test func `is sent no map when it has it, and says so`() async throws {
        let before = try await world.plans().count
        try await world.running(world.agent()) { [server] agent in
            try await agent.progress { $0.acknowledged != nil }
            try await server.heard.wait { $0.acknowledgements == [Revision(10)] }
        }
        #expect(server.heard.value.hellos.first?.position == MapPosition(server.map))
        #expect(try await world.plans().count == before)
    }

    @Test func `applies a change of one peer to that peer alone, and acknowledges it`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            try server.change([TestServer.record(2, port: 4000)])
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            let plan = try #require(try await world.device()?.plans.last)
            #expect(plan.peers.map(\.publicKey) == [Samples.publicKey(2)])
            #expect(plan.peers.first?.endpoint?.port.rawValue == 4000)
        }
    }

    @Test func `removes a peer that is told no more`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            try server.change(removed: [Samples.nodeID(3)])
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            #expect(try await world.device()?.state().peers.keys.map { $0 } == [Samples.publicKey(2)])
        }
    }

    @Test func `acknowledges nothing that the device has not taken`() async throws {
        try await world.running(world.agent()) { [server, world, broken] agent in
            try await server.heard.wait { $0.acknowledgements == [Revision(10)] }
            try await world.device()?.failNext(broken)
            try server.change([TestServer.record(4)])
            // It is tried again, and acknowledged only then.
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            #expect(try await world.device()?.state().peers[Samples.publicKey(4)] != nil)
        }
    }

    @Test func `asks for a full map when a delta does not fit`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            server.say(
                .mapDelta(
                    EncodedMapDelta(
                        epoch: server.map.epoch, from: Revision(3), to: Revision(4), changed: [], removed: [],
                        digest: .zero)))
            try await agent.progress { $0.connection == .waiting }
            world.clock.advance(by: .seconds(1))
            try await server.heard.wait { $0.hellos.count == 2 }
        }
        #expect(server.heard.value.hellos.last?.position == nil)
    }

    @Test func `ends a session in which the server greets again, and opens another`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            server.say(.greeting(Greeting(try server.challenge(from: nil), takesMarks: false)))
            let progress = try await agent.progress { $0.connection == .waiting }
            #expect(progress.sessionTrouble?.contains("greeted twice") == true)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 2 }
        }
    }

    @Test func `takes nothing of a map that is not whole, and asks again`() async throws {
        let before = try await world.plans().count
        let (server, world) = (server, world)
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 }
            // A peer is missing from what the server sends: its digest says so.
            server.say(
                .mapChunk(
                    MapChunk(
                        epoch: server.map.epoch, revision: Revision(11),
                        records: [try EncodedPeerRecord(TestServer.record(2))], digest: server.map.digest)))
            try await agent.progress { $0.connection == .waiting }
            #expect(agent.progress.inForce == Revision(10))
            world.clock.advance(by: .seconds(1))
            try await server.heard.wait { $0.hellos.count == 2 }
        }
        #expect(try await world.plans().count == before)
        #expect(try await world.device()?.state().peers.count == 2)
        #expect(world.savedMap() == server.map)
    }

    @Test func `takes nothing of a change that leaves another map than the server's, and asks for the whole`()
        async throws
    {
        let before = try await world.plans().count
        let (server, world) = (server, world)
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 }
            server.say(
                .mapDelta(
                    EncodedMapDelta(
                        epoch: server.map.epoch, from: Revision(10), to: Revision(11), changed: [],
                        removed: [Samples.nodeID(3)], digest: server.map.digest)))
            try await agent.progress { $0.connection == .waiting }
            world.clock.advance(by: .seconds(1))
            try await server.heard.wait { $0.hellos.count == 2 }
        }
        #expect(server.heard.value.hellos.last?.position == nil)
        #expect(try await world.plans().count == before)
        #expect(try await world.device()?.state().peers.count == 2)
    }

    @Test func `gives the interface its new address before it takes the old`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            var node = Samples.node(1)
            node.ipv4 = try IPv4Address(parsing: "10.10.7.7")
            server.say(.configuration(NodeConfiguration(of: node, in: Samples.network())))
            try server.change()
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            let link = try await world.backend.tunnel(InterfaceName(parsing: "nm-harbor"))?.link
            #expect(
                await link?.plans.last?.steps == [
                    .addAddress(try InterfaceAddress(parsing: "10.10.7.7/16")),
                    .removeAddress(try InterfaceAddress(parsing: "10.10.0.1/16")),
                ])
        }
    }

    @Test func `keeps the pin of the server's next key before it says so`() async throws {
        let pin = CertificatePin(subjectPublicKeyInfo: [1, 2, 3])
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            server.say(.nextPin(pin))
            try await server.heard.wait { $0.pins == [pin] }
            let files = MembershipFiles(folder: world.folder, network: agent.network)
            #expect(try files.credential().pins == [pin])
        }
    }

    @Test func `forgets the pins of keys that were replaced long ago`() async throws {
        let pins = (1...4).map { CertificatePin(subjectPublicKeyInfo: [$0]) }
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            for pin in pins { server.say(.nextPin(pin)) }
            try await server.heard.wait { $0.pins == pins }
            let files = MembershipFiles(folder: world.folder, network: agent.network)
            #expect(try files.credential().pins == Array(pins.dropFirst()))
        }
    }

    // MARK: The end

    @Test(arguments: [RemovalReason.removed, .networkDeleted])
    func `takes the network down and keeps nothing when it is removed`(reason: RemovalReason) async throws {
        let agent = try world.agent()
        let ending = try await withThrowingTaskGroup(of: Agent.Ending?.self) { group in
            group.addTask { try await agent.run() }
            try await agent.progress { $0.synchronizations == 1 }
            server.say(.instruction(.removed(reason)))
            return try await group.next() ?? nil
        }
        #expect(ending == .removed(because: reason.explanation))
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    @Test func `is removed as well by a refusal that says so`() async throws {
        server.behave(.refusing(AgentProtocolError(.removed, message: "an admin removed it", remedy: "join again")))
        #expect(try await world.agent().run() == .removed(because: "an admin removed it"))
        #expect(try world.files == [])
    }

    @Test func `does not run twice`() async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            let error = await #expect(throws: AgentError.self) { try await world.agent().run() }
            #expect(error?.code == .busy)
        }
    }

    // MARK: Side by side

    @Test func `stands beside that of another network`() async throws {
        let ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/16"), ipv6: nil)
        let lab = TestServer(Samples.network("lab", ranges: ranges), id: 98)
        try await world.join(lab, port: 50052)
        try await world.running(world.agent()) { [world] harbor in
            try await world.running(world.agent("lab")) { agent in
                try await harbor.progress { $0.synchronizations == 1 }
                try await agent.progress { $0.synchronizations == 1 }
            }
        }
        let marks = try await [
            world.device("nm-harbor")?.state().firewallMark, world.device("nm-lab")?.state().firewallMark,
        ]
        #expect(marks.map { $0?.rawValue } == [0x6E6D_0001, 0x6E6D_0002])
        #expect(try world.folder.networks().map(\.description) == ["harbor", "lab"])
    }
}
