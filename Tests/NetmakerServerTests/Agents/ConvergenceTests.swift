import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `When a change is in force` {
    @Test func `every connected agent has acknowledged it`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...3)
            try await world.withSessions(Array(machines[..<2])) { listeners in
                for listener in listeners { try await listener.session.acknowledge(try await listener.map().revision) }
                try await world.moveEndpoint(of: machines[2], to: 4242)
                let revision = world.harbor.revision
                for listener in listeners { try await listener.session.acknowledge(try await listener.delta().to) }
                let pending = await world.service.presence.waitUntilInForce(
                    revision, in: AgentWorld.harbor, timeout: .seconds(30))
                #expect(pending.isEmpty)
                #expect(world.service.presence.of(machines[0].node, in: AgentWorld.harbor).acknowledged == revision)
            }
        }
    }

    @Test func `an agent that does not acknowledge is named when the time is over`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...2)
            try await machines[0].withSession { listener in
                try await listener.session.acknowledge(try await listener.map().revision)
                try await world.moveEndpoint(of: machines[1], to: 4242)
                _ = try await listener.delta()
                let pending = await world.service.presence.waitUntilInForce(
                    world.harbor.revision, in: AgentWorld.harbor, timeout: .zero)
                #expect(pending == [machines[0].node])
            }
        }
    }

    @Test func `an agent whose map was found equal has it in force when it says so, and not before`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let map = try await machine.map()
            try await machine.withSession(at: MapPosition(map)) { listener in
                _ = try await listener.configuration()
                let revision = world.harbor.revision
                #expect(world.service.presence.lagging(in: AgentWorld.harbor, behind: revision) == [machine.node])
                try await listener.session.acknowledge(listener.session.welcome.revision)
                let pending = await world.service.presence.waitUntilInForce(
                    revision, in: AgentWorld.harbor, timeout: .seconds(30))
                #expect(pending.isEmpty)
            }
        }
    }

    @Test func `a node is connected as long as its session is open`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let presence = world.service.presence
            try await machine.withSession { listener in
                _ = try await listener.map()
                #expect(presence.of(machine.node, in: AgentWorld.harbor).isConnected)
            }
            await world.service.sessions.until { $0.running == 0 }
            #expect(!presence.of(machine.node, in: AgentWorld.harbor).isConnected)
            #expect(presence.of(machine.node, in: AgentWorld.harbor).lastSeen == world.clock.now)
        }
    }
}
