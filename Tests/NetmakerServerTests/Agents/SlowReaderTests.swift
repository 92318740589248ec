import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// Over a real socket: what a reader does not take waits in the windows of HTTP/2 and then nowhere.
@Suite(.timeLimit(.minutes(2))) struct `An agent that reads nothing` {
    private static let changes = 1500

    @Test func `costs the server a bounded backlog, and the others nothing`() async throws {
        try await AgentWorld.with { world in
            // So long that it is not ended for taking nothing, however slow the machine.
            try await world.listening(limits: ConnectionLimits(silence: .seconds(300))) { listener in
                let machines = try await world.join(1...3)
                let (slow, quick) = (
                    machines[0].reaching(try listener.client()), machines[1].reaching(try listener.client())
                )
                try await slow.withSession { slow in
                    try await quick.withSession { quick in
                        var map = try await quick.map()
                        let before = world.service.counters
                        for number in 1...Self.changes {
                            // Each change is told to the one who reads before the next is made.
                            try await world.report(machines[2], port: 10_000 + number)
                            try map.apply(try await quick.delta())
                        }
                        #expect(map.revision == world.harbor.revision)

                        // The other was told as much as fits on the way, and the rest is one pending answer.
                        let told = world.service.counters.deltas - before.deltas - Self.changes
                        #expect(told < Self.changes / 2)
                        #expect(world.service.presence.lagging(in: AgentWorld.harbor, behind: map.revision).count == 2)

                        // It reads again: what was on the way, and one delta for all that came since.
                        var late = try await slow.map()
                        var deltas = 0
                        while late.revision < world.harbor.revision {
                            try late.apply(try await slow.delta())
                            deltas += 1
                        }
                        #expect(late.digest == world.harbor.digest(for: machines[0].node))
                        #expect(deltas <= told + 2)
                        #expect(world.service.counters.fullMaps == before.fullMaps)
                    }
                }
            }
        }
    }

    @Test func `is not waited for when its machine comes back in a new session`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let machines = try await world.join(1...2)
                let machine = machines[0].reaching(try listener.client())
                try await machine.withSession { _ in
                    for number in 1...Self.changes { try await world.report(machines[1], port: 10_000 + number) }
                    let map = try await machine.map()
                    #expect(map.revision == world.harbor.revision)
                    // The old one is over on this side, though nobody ever took what it had to send nor closed it.
                    await world.service.sessions.until { $0.running == 0 }
                }
            }
        }
    }
}
