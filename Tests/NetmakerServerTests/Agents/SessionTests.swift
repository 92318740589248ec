import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct Sessions {
    @Test func `an agent without a map gets the whole map`() async throws {
        try await AgentWorld.with { world in
            let first = try await world.join(1)
            let second = try await world.join(2)
            let map = try await first.map()
            #expect(Set(map.peers.keys) == [second.node])
            #expect(map.revision == world.harbor.revision)
            #expect(world.service.counters.fullMaps == 1)
        }
    }

    @Test func `what is made for agents is kept while one of the network is there`() async throws {
        try await AgentWorld.with { world in
            let first = try await world.join(1)
            let second = try await world.join(2)
            try await first.withSession { listener in
                _ = try await listener.map()
                _ = try await second.map()
                while world.service.sessionCount > 1 { await Task.yield() }
                #expect(world.service.cache.networks == [AgentWorld.harbor])
            }
            // The session's end on the server's side comes a moment later.
            while !world.service.cache.networks.isEmpty { await Task.yield() }
        }
    }

    @Test func `an agent alone in its network is told so`() async throws {
        try await AgentWorld.with { world in
            let map = try await world.join(1).map()
            #expect(map.peers.isEmpty)
        }
    }

    @Test func `an agent whose map is the server's gets none`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            _ = try await world.join(2)
            let map = try await machine.map()
            try await machine.withSession(at: MapPosition(map)) { listener in
                #expect(listener.session.welcome.mapIsEqual)
                #expect(listener.session.welcome.revision == map.revision)
                _ = try await listener.configuration()
            }
            #expect(world.service.counters.fullMaps == 1)
            #expect(world.service.counters.mapsSkipped == 1)
        }
    }

    @Test func `a change of nothing that is told leaves the map equal`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let map = try await machine.map()
            try await world.perform(CreateAccessKey(network: AgentWorld.harbor, uses: .unlimited))
            let other = try await machine.withSession(at: MapPosition(map)) { listener in
                #expect(listener.session.welcome.mapIsEqual)
                let other = try await world.join(2)
                // What comes next fits the map the agent has, which is of the welcome's revision now.
                var map = map
                try map.apply(
                    MapDelta(
                        from: map.revision, to: listener.session.welcome.revision, changed: [], removed: [],
                        digest: map.digest))
                try map.apply(try await listener.delta())
                #expect(Set(map.peers.keys) == [other.node])
                return other
            }
            #expect(world.harbor.nodes[other.node] != nil)
            #expect(world.service.counters.fullMaps == 1)
        }
    }

    @Test func `a change comes as a delta that fits the map`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let other = try await world.join(2)
            try await machine.withSession { listener in
                var map = try await listener.map()
                try await world.moveEndpoint(of: other, to: 4242)
                let delta = try await listener.delta()
                try map.apply(delta)
                #expect(delta.changed.map(\.id) == [other.node])
                #expect(map.peers[other.node]?.candidates.pinned?.port.rawValue == 4242)
                #expect(map.digest == world.harbor.digest(for: machine.node))
            }
        }
    }

    @Test func `the removal of a peer comes as a delta`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let other = try await world.join(2)
            try await machine.withSession { listener in
                var map = try await listener.map()
                try await world.remove(other)
                let delta = try await listener.delta()
                try map.apply(delta)
                #expect(delta.removed == [other.node])
                #expect(map.peers.isEmpty)
            }
        }
    }

    @Test func `a change of the node itself comes as a configuration`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await machine.withSession { listener in
                _ = try await listener.configuration()
                _ = try await listener.map()
                try await world.moveEndpoint(of: machine, to: 4242)
                #expect(try await listener.configuration().pinnedEndpoint?.port.rawValue == 4242)
            }
        }
    }

    @Test func `what an agent reports is told to the others`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let other = try await world.join(2)
            try await machine.withSession { listener in
                _ = try await listener.map()
                try await other.withSession { session in
                    var report = Samples.report(2)
                    report.listenPort = try ListenPort(4242)
                    try await session.session.report(report)
                    let delta = try await listener.delta()
                    #expect(delta.changed.first?.candidates.local.first?.endpoint.port.rawValue == 4242)
                }
            }
        }
    }

    @Test func `a report that says nothing new holds up none that does`() async throws {
        let configuration = AgentServiceConfiguration(reportInterval: .seconds(3600))
        try await AgentWorld.with(configuration: configuration) { world in
            let machine = try await world.join(1)
            try await machine.withSession { listener in
                _ = try await listener.map()
                try await listener.session.report(Samples.report(1))
                var report = Samples.report(1)
                report.listenPort = try ListenPort(4242)
                try await listener.session.report(report)
                #expect(try await listener.configuration().listenPort.rawValue == 4242)
            }
        }
    }

    @Test func `a report that says nothing new writes nothing`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let revision = world.harbor.revision
            let commands = world.control.counters.commands
            _ = try await machine.map()
            #expect(world.harbor.revision == revision)
            #expect(world.control.counters.commands == commands)
        }
    }

    @Test func `a removed node is told why, in its session and ever after`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await machine.withSession { listener in
                _ = try await listener.map()
                try await world.remove(machine)
                #expect(try await listener.instruction() == .removed(.removed))
                #expect(try await listener.next() == nil)
            }
            await #expect(throws: AgentProtocolError.sample(.removed)) { try await machine.map() }
        }
    }

    @Test func `a node the server never knew is refused, and not removed`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let hello = Hello(node: Samples.nodeID(77), position: nil, report: Samples.report())
            await #expect(throws: AgentProtocolError.sample(.unknownNode)) {
                try await machine.client.withSession(hello, identity: machine.identity, server: world.server) { _ in }
            }
        }
    }

    @Test func `a hello that another identity signed is refused`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await machine.client.withSession(
                    machine.hello(), identity: IdentityPrivateKey.generate(), server: world.server
                ) { _ in }
            }
        }
    }

    @Test func `a hello that was recorded is refused`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let recorded = try SignedHello(
                signing: machine.hello(), with: machine.identity,
                answering: try await world.service.challenge(from: nil))
            let answer = try await machine.client.transport.withSession { connection in
                var frames = connection.incoming.makeAsyncIterator()
                _ = try await frames.next()
                try await connection.send(.hello(recorded))
                return try await frames.next()
            }
            guard case .refusal(let refusal) = answer else {
                Issue.record("it was not refused")
                return
            }
            #expect(refusal.code == .unauthenticated)
        }
    }

    @Test func `an agent says nothing to another server than it joined`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            await #expect(throws: AgentProtocolError.sample(.wrongServer)) {
                try await machine.client.withSession(
                    machine.hello(), identity: machine.identity, server: ServerID(rawValue: 5)
                ) { _ in }
            }
        }
    }

    @Test func `another version of the protocol is refused with a remedy`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let hello = Hello(protocolVersion: 99, node: machine.node, position: nil, report: Samples.report())
            let error = await #expect(throws: AgentProtocolError.self) {
                try await machine.client.withSession(hello, identity: machine.identity, server: world.server) { _ in }
            }
            #expect(error?.code == .unsupportedVersion)
            #expect(error?.remedy == "upgrade nm-server")
        }
    }

    @Test func `who says nothing in time is refused`() async throws {
        let configuration = AgentServiceConfiguration(helloTimeout: .zero)
        try await AgentWorld.with(configuration: configuration) { world in
            let answer = try await world.client().transport.withSession { connection in
                var frames = connection.incoming.makeAsyncIterator()
                _ = try await frames.next()
                return try await frames.next()
            }
            guard case .refusal(let refusal) = answer else {
                Issue.record("it was not refused")
                return
            }
            #expect(refusal.code == .unexpected)
        }
    }

    @Test func `a new session of a node ends the older one`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await machine.withSession { older in
                _ = try await older.map()
                try await machine.withSession { newer in
                    #expect(try await older.next() == nil)
                    _ = try await newer.map()
                    #expect(world.service.sessionCount == 1)
                }
            }
        }
    }

    @Test func `the time is told when nothing else is`() async throws {
        let configuration = AgentServiceConfiguration(
            shortestHeartbeat: .milliseconds(1), longestHeartbeat: .milliseconds(2))
        try await AgentWorld.with(configuration: configuration) { world in
            let time = world.clock.now
            try await world.join(1).withSession { listener in
                while let frame = try await listener.next() {
                    guard case .heartbeat(let heartbeat) = frame else { continue }
                    #expect(heartbeat == time)
                    return
                }
                Issue.record("the session ended")
            }
        }
    }
}
