import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// The server's clock is set ahead by a day, and back, and back once more: what is dated is dated wrongly while it
/// lasts, and nothing else happens.
@Suite(.timeLimit(.minutes(1))) struct `A server's clock that is set` {
    private static let day: Duration = .seconds(86_400)
    /// A day ahead, a day behind, and right again.
    private static let steps: [Duration] = [day, day * -2, day]

    @Test func `leaves sessions as they are, and admits who comes`() async throws {
        let configuration = AgentServiceConfiguration(
            shortestHeartbeat: .milliseconds(1), longestHeartbeat: .milliseconds(2), reportInterval: .zero)
        try await AgentWorld.with(configuration: configuration) { world in
            let machines = try await world.join(1...2)
            try await machines[0].withSession { listener in
                let frames = Frames(listener)
                _ = try await frames.next { if case .mapChunk = $0 { true } else { false } }
                for (number, step) in Self.steps.enumerated() {
                    world.clock.advance(by: step)
                    // The time that is told is the new one; a change is told; a machine joins, and leaves.
                    let now = world.clock.now
                    _ = try await frames.next { if case .heartbeat(now) = $0 { true } else { false } }
                    try await world.moveEndpoint(of: machines[1], to: 4000 + number)
                    _ = try await frames.next { if case .mapDelta = $0 { true } else { false } }
                    let guest = try await world.join(10 + number)
                    #expect(try await guest.map().peers[machines[0].node] != nil)
                    try await guest.client.leave(
                        LeaveRequest(node: guest.node), identity: guest.identity, server: guest.reply.server)
                }
                #expect(world.service.sessionCount == 1)
                #expect(world.service.counters.refusals == 0)
            }
        }
    }

    @Test func `keeps an address at rest for as long as it was wrong, and not for ever`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...2)
            let freed = machines[0].reply.configuration.addresses.map(\.address)
            world.clock.advance(by: Self.day)
            try await world.remove(machines[0])
            world.clock.advance(by: Self.day * -1)
            // By the clock it was freed tomorrow, and rests until an hour after.
            #expect(try await world.join(3).reply.configuration.addresses.map(\.address) != freed)
            world.clock.advance(by: Self.day + .seconds(3601))
            #expect(try await world.join(4).reply.configuration.addresses.map(\.address) == freed)
        }
    }

    @Test func `ends no rest that a step back would make longer than it was`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...2)
            let freed = machines[0].reply.configuration.addresses.map(\.address)
            try await world.remove(machines[0])
            // Behind its being freed, nothing is over.
            world.clock.advance(by: Self.day * -1)
            #expect(try await world.join(3).reply.configuration.addresses.map(\.address) != freed)
            world.clock.advance(by: Self.day + .seconds(3601))
            #expect(try await world.join(4).reply.configuration.addresses.map(\.address) == freed)
        }
    }

    @Test func `lets a key expire for as long as it is ahead`() async throws {
        try await AgentWorld.with { world in
            let key = try await world.perform(
                CreateAccessKey(
                    network: AgentWorld.harbor, uses: .unlimited, expiresAt: world.clock.now + .seconds(3600))
            ).secret
            func join(_ number: Int) async throws {
                let identity = IdentityPrivateKey.generate()
                _ = try await world.client(number).join(
                    JoinRequest(
                        network: AgentWorld.harbor, key: key, identity: identity.identityKey,
                        publicKey: Samples.publicKey(number), name: nil, report: Samples.report(number)),
                    identity: identity)
            }
            world.clock.advance(by: Self.day)
            await #expect(throws: AgentProtocolError.sample(.refused)) { try await join(1) }
            world.clock.advance(by: Self.day * -1)
            try await join(1)
        }
    }

    @Test func `forgets removed nodes on time after it was far ahead`() async throws {
        try await AgentWorld.with { world in
            // A commit a year ahead: nodes removed long ago are forgotten then, and an hour later again.
            world.clock.advance(by: Self.day * 365)
            let machines = try await world.join(1...2)
            world.clock.advance(by: Self.day * -365)
            try await world.remove(machines[0])
            #expect(world.control.truth.removedNodes[machines[0].node] != nil)
            world.clock.advance(by: Self.day * 31)
            try await world.moveEndpoint(of: machines[1], to: 4242)
            #expect(world.control.truth.removedNodes[machines[0].node] == nil)
        }
    }
}

/// Frames of a session, of which a test looks for one after the other.
private struct Frames {
    let listener: Listener

    init(_ listener: Listener) { self.listener = listener }

    /// The next frame that is wanted; those before are passed over.
    func next(where isWanted: (ServerFrame) -> Bool) async throws -> ServerFrame {
        while let frame = try await listener.next() {
            if isWanted(frame) { return frame }
        }
        throw Listener.Surprise(frame: nil)
    }
}
