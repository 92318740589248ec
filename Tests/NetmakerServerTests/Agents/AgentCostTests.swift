import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// Held by counting what is touched, in networks of very different sizes.
@Suite(.timeLimit(.minutes(1))) struct `What an agent costs` {
    private static let sizes = [100, 2000]

    /// Runs a server with so many nodes besides.
    private static func with(
        _ size: Int, _ body: @Sendable (AgentWorld, TouchMeter) async throws -> Void
    ) async throws {
        let meter = TouchMeter()
        let store = try await InMemoryStore.crowded(size)
        try await TouchMeter.$current.withValue(meter) {
            try await AgentWorld.with(store: store) { try await body($0, meter) }
        }
    }

    /// Where the map of an agent stands that has everything.
    private static func position(of machine: Machine, in world: AgentWorld) -> MapPosition {
        let harbor = world.harbor
        return MapPosition(
            epoch: harbor.network.epoch, revision: harbor.revision, digest: harbor.digest(for: machine.node))
    }

    @Test(arguments: sizes)
    func `a quiet check-in touches a constant and writes nothing`(size: Int) async throws {
        try await Self.with(size) { world, meter in
            let machine = try await world.join(1)
            let request = CheckInRequest(node: machine.node, position: Self.position(of: machine, in: world))
            let (touched, commits) = (meter.count, world.control.counters.commits)
            for _ in 1...10 {
                let reply = try await machine.client.checkIn(
                    request, identity: machine.identity, server: machine.reply.server)
                #expect(reply.verdict == .equal(world.harbor.revision))
            }
            // One that counts nothing proves nothing.
            #expect((1...10 * 8).contains(meter.count - touched))
            #expect(world.control.counters.commits == commits)
        }
    }

    @Test(arguments: sizes)
    func `a quiet check-in for want of a session touches a constant and writes nothing`(size: Int) async throws {
        try await Self.with(size) { world, meter in
            let machine = try await world.join(1)
            let position = Self.position(of: machine, in: world)
            let mark = try world.harbor.configuration(of: try #require(world.harbor.nodes[machine.node])).mark()
            let request = CheckInRequest(
                node: machine.node, position: position,
                sessionless: Sessionless(
                    report: Samples.report(1), acknowledged: position.revision, configuration: mark))
            let (touched, commits) = (meter.count, world.control.counters.commits)
            for _ in 1...10 {
                let reply = try await machine.client.checkIn(
                    request, identity: machine.identity, server: machine.reply.server)
                #expect(reply.verdict == .equal(position.revision))
            }
            #expect((1...10 * 20).contains(meter.count - touched))
            #expect(world.control.counters.commits == commits)
            #expect(world.service.counters.pages == 0)
        }
    }

    @Test(arguments: sizes)
    func `a session that has nothing to tell touches a constant and writes nothing`(size: Int) async throws {
        try await Self.with(size) { world, meter in
            let machine = try await world.join(1)
            let position = Self.position(of: machine, in: world)
            let (touched, commits) = (meter.count, world.control.counters.commits)
            try await machine.withSession(at: position) { listener in
                #expect(listener.session.welcome.mapIsEqual)
                _ = try await listener.configuration()
                try await listener.session.report(Samples.report(machine.number))
                try await listener.session.acknowledge(position.revision)
                await world.control.feed.untilInForce(position.revision, in: AgentWorld.harbor)
            }
            #expect((1...50).contains(meter.count - touched))
            #expect(world.control.counters.commits == commits)
        }
    }

    @Test(arguments: sizes)
    func `coming back unchanged touches a constant, writes nothing and is told nothing`(size: Int) async throws {
        try await Self.with(size) { world, meter in
            let machine = try await world.join(1)
            let position = Self.position(of: machine, in: world)
            let known = world.harbor.configuration(of: try #require(world.harbor.nodes[machine.node]))
            let (touched, commits) = (meter.count, world.control.counters.commits)
            try await machine.client.withSession(
                machine.hello(position), knowing: known, identity: machine.identity, server: machine.reply.server
            ) { session in
                #expect(session.welcome.markIsEqual && session.welcome.mapIsEqual)
                #expect(session.known?.saysTheSame(as: known) == true)
                try await session.acknowledge(position.revision)
                await world.control.feed.untilInForce(position.revision, in: AgentWorld.harbor)
            }
            #expect((1...50).contains(meter.count - touched))
            #expect(world.control.counters.commits == commits)
            #expect(world.service.counters.configurations == 0)
        }
    }

    @Test(arguments: sizes)
    func `a change touches as much as there are agents to tell of it`(size: Int) async throws {
        try await Self.with(size) { world, meter in
            let machines = try await world.join(1...3)
            try await world.withSessions(Array(machines[1...])) { listeners in
                for listener in listeners { _ = try await listener.map() }
                let touched = meter.count
                try await world.moveEndpoint(of: machines[0], to: 4242)
                for listener in listeners {
                    #expect(try await listener.delta().changed.map(\.id) == [machines[0].node])
                }
                #expect((1...150 + 30 * listeners.count).contains(meter.count - touched))
            }
        }
    }
}
