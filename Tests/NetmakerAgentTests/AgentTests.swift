import DurableFiles
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
        world = try World()
        try await world.join(server)
        server.heard.update { $0 = TestServer.Heard() }
    }

    /// The plans that the device has taken since it was joined.
    private func plans() async throws -> [DevicePlan] { try await world.device()?.plans ?? [] }

    // MARK: Following the server

    @Test func `is sent no map when it has it, and says so`() async throws {
        let before = try await plans().count
        try await world.running(world.agent()) { [server] agent in
            try await agent.progress { $0.acknowledged != nil }
            try await server.heard.wait { $0.acknowledgements == [Revision(10)] }
        }
        #expect(server.heard.value.hellos.first?.position == MapPosition(server.map))
        #expect(try await plans().count == before)
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

    @Test func `takes nothing of a map that is not whole, and asks again`() async throws {
        let before = try await plans().count
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
        #expect(try await plans().count == before)
        #expect(try await world.device()?.state().peers.count == 2)
        #expect(world.savedMap() == server.map)
    }

    @Test func `takes nothing of a change that leaves another map than the server's, and asks for the whole`()
        async throws
    {
        let before = try await plans().count
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
        #expect(try await plans().count == before)
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
            let link = try await world.backend.tunnel(InterfaceName(parsing: "nm-office"))?.link
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

    // MARK: Without the server

    @Test func `works although the credential of another network is damaged`() async throws {
        try world.damageCredential(of: "branch")
        server.behave(.unreachable)
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.inForce == Revision(10) }
            #expect(agent.progress.interfaceTrouble == nil)
            server.behave(.answering)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 1 }
        }
    }

    @Test func `has its tunnel from the saved map with the server gone`() async throws {
        try await world.backend.remove(InterfaceName(parsing: "nm-office"))
        server.behave(.unreachable)
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.inForce == Revision(10) }
            #expect(try await world.device()?.state().peers.count == 2)
        }
    }

    @Test func `leaves the tunnel as it is when it stops`() async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 }
        }
        #expect(try await world.device()?.state().peers.count == 2)
    }

    @Test func `makes its interface anew when that vanished`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            let interface = try InterfaceName(parsing: "nm-office")
            await world.backend.kill(interface)
            await world.clock.waitForSleeper(until: Agent.watchInterval)
            world.clock.advance(by: Agent.watchInterval)
            // Those who wait for the tunnel are told by the session's next acknowledgement.
            try server.change([TestServer.record(4)])
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            #expect(try await world.device()?.state().peers.count == 3)
        }
    }

    @Test func `makes its interface anew as soon as the machine tells of a change`() async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            await world.backend.kill(try InterfaceName(parsing: "nm-office"))
            world.machine.change()
            await world.clock.waitForSleeper(until: Agent.settlingTime)
            world.clock.advance(by: Agent.settlingTime)
            // Long before it is watched again.
            while try await world.device()?.state().peers.count != 2 { await Task.yield() }
            #expect(Agent.settlingTime < Agent.watchInterval)
        }
    }

    @Test func `tells the server in a new session when the machine moves`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await server.heard.wait { $0.acknowledgements.count == 1 }
            world.machine.move(to: [try InterfaceAddress(parsing: "203.0.113.77/24")])
            await world.clock.waitForSleeper(until: Agent.watchInterval)
            world.clock.advance(by: Agent.watchInterval)
            let heard = try await server.heard.wait { $0.hellos.count == 2 }
            #expect(heard.hellos.last?.report.localAddresses.map(\.description) == ["203.0.113.77/24"])
        }
    }

    @Test func `comes back after the server went away`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            server.behave(.unreachable)
            server.hangUp()
            try await agent.progress { $0.connection == .waiting }
            server.behave(.answering)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 2 }
        }
    }

    @Test func `opens a new session when the server falls silent`() async throws {
        try await world.running(world.agent()) { [server, world] agent in
            try await server.heard.wait { $0.acknowledgements.count == 1 }
            world.clock.advance(by: .seconds(61))
            try await agent.progress { $0.connection == .waiting }
            world.clock.advance(by: .seconds(2))
            try await server.heard.wait { $0.hellos.count == 2 }
        }
    }

    @Test func `sets a corrupt map aside and is sent a new one`() async throws {
        let path = "\(world.folder.directory)/netmap-office"
        var bytes = try AtomicFile.read(path, limit: 100_000)
        bytes.removeLast(100)
        try AtomicFile.write(bytes, to: path, mode: 0o600)
        try await world.running(world.agent()) { [server] agent in
            try await server.heard.wait { $0.acknowledgements == [Revision(10)] }
        }
        #expect(server.heard.value.hellos.first?.position == nil)
        #expect(try world.files.contains("netmap-office.bad"))
        #expect(
            MembershipFiles(folder: world.folder, network: Samples.networkName()).map(world.environment.logger)
                != nil)
    }

    @Test func `keeps its tunnel when the server cannot say what is true`() async throws {
        let before = try await plans().count
        server.behave(
            .refusing(AgentProtocolError(.unavailable, message: "the state is being read", remedy: "try again")))
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.connection == .waiting && $0.sessionTrouble != nil }
            #expect(agent.progress.inForce == Revision(10))
            #expect(try await world.device()?.state().peers.count == 2)
            server.behave(.answering)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 1 }
        }
        #expect(try await plans().count == before)
    }

    @Test func `keeps its tunnel when the server does not know it`() async throws {
        server.behave(.refusing(AgentProtocolError(.unknownNode, message: "no such node", remedy: "join again")))
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.connection == .waiting && $0.trouble != nil }
            #expect(try await world.device()?.state().peers.count == 2)
        }
        #expect(try world.files.contains("nettoken-office"))
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
        try await world.running(world.agent()) { [world] office in
            try await world.running(world.agent("lab")) { agent in
                try await office.progress { $0.synchronizations == 1 }
                try await agent.progress { $0.synchronizations == 1 }
            }
        }
        let marks = try await [
            world.device("nm-office")?.state().firewallMark, world.device("nm-lab")?.state().firewallMark,
        ]
        #expect(marks.map { $0?.rawValue } == [0x6E6D_0001, 0x6E6D_0002])
        #expect(try world.folder.networks().map(\.description) == ["lab", "office"])
    }
}
