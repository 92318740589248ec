import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

/// When the server is away or of no help, and when the machine changes meanwhile.
@Suite(.timeLimit(.minutes(1))) struct `An agent left to itself` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

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
        try await world.backend.remove(InterfaceName(parsing: "nm-harbor"))
        server.behave(.unreachable)
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.inForce == Revision(10) }
            #expect(try await world.device()?.state().peers.count == 2)
        }
    }

    @Test(arguments: [Timestamp(millisecondsSince1970: 0), Timestamp(millisecondsSince1970: 4_102_444_800_000)])
    func `has its tunnel from the saved map whatever it takes the time to be`(_ time: Timestamp) async throws {
        // The server has said what time it is.
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 && $0.saves > 0 }
        }
        try await world.backend.remove(InterfaceName(parsing: "nm-harbor"))
        server.behave(.unreachable)
        world.wallClock.advance(by: time.duration(since: world.wallClock.now))
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
            let interface = try InterfaceName(parsing: "nm-harbor")
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
            await world.backend.kill(try InterfaceName(parsing: "nm-harbor"))
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
            try await server.heard.wait {
                $0.hellos.count == 2 && $0.reports.last?.localAddresses.map(\.description) == ["203.0.113.77/24"]
            }
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

    @Test func `keeps its tunnel when the server cannot say what is true`() async throws {
        let before = try await world.plans().count
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
        #expect(try await world.plans().count == before)
    }

    @Test func `keeps its tunnel when the server does not know it`() async throws {
        server.behave(.refusing(AgentProtocolError(.unknownNode, message: "no such node", remedy: "join again")))
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.connection == .waiting && $0.trouble != nil }
            #expect(try await world.device()?.state().peers.count == 2)
        }
        #expect(try world.files.contains("nettoken-harbor"))
    }
}
