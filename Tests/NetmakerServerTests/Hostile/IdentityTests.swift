import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerServer

@Suite(.timeLimit(.minutes(2))) struct `An agent that is not who it says` {
    private func joinRequest(_ key: Secret, _ identity: IdentityPrivateKey, number: Int = 1) -> JoinRequest {
        JoinRequest(
            network: AgentWorld.harbor, key: key, identity: identity.identityKey,
            publicKey: Samples.publicKey(number), name: nil, report: Samples.report(number))
    }

    @Test func `cannot open a session, check in or leave for another node`() async throws {
        try await AgentWorld.with { world in
            let (liar, other) = (try await world.join(1), try await world.join(2))
            let before = world.control.truth
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await liar.client.withSession(other.hello(), identity: liar.identity, server: world.server) { _ in }
            }
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await liar.client.checkIn(
                    CheckInRequest(node: other.node, position: nil), identity: liar.identity, server: world.server)
            }
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await liar.client.leave(
                    LeaveRequest(node: other.node), identity: liar.identity, server: world.server)
            }
            #expect(world.control.truth == before)
            #expect(world.service.presence.of(other.node, in: AgentWorld.harbor).isConnected == false)
        }
    }

    @Test func `cannot end another's session by opening one for its node`() async throws {
        try await AgentWorld.with { world in
            let (liar, other) = (try await world.join(1), try await world.join(2))
            try await other.withSession { session in
                _ = try await session.map()
                await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                    try await liar.client.withSession(other.hello(), identity: liar.identity, server: world.server) {
                        _ in
                    }
                }
                #expect(world.service.sessionCount == 1)
                try await world.moveEndpoint(of: liar, to: 4242)
                #expect(try await session.delta().changed.map(\.id) == [liar.node])
            }
        }
    }

    @Test func `gets nothing by a hello it has recorded, over the network either`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await world.listening { server in
                let agent = RawAgent(port: server.port)
                let recorded = try await agent.session { session, greeting in
                    let hello = try SignedHello(
                        signing: machine.hello(), with: machine.identity, answering: greeting)
                    try session.say(.hello(hello))
                    guard case .welcome = try await session.next() else { throw RawAgent.NoGreeting() }
                    return hello
                }
                let refusal = try await agent.session { session, _ in
                    try session.say(.hello(recorded))
                    return try await session.refusal()
                }
                #expect(refusal?.code == .unauthenticated)
            }
            #expect(world.service.counters.sessions == 1)
        }
    }

    @Test func `gets nothing by a join it has recorded, not even once the node is gone`() async throws {
        try await AgentWorld.with { world in
            let key = try await world.perform(CreateAccessKey(network: AgentWorld.harbor, uses: .unlimited)).secret
            let identity = IdentityPrivateKey.generate()
            let recorded = try Signed(
                signing: joinRequest(key, identity), with: identity,
                answering: try await world.service.challenge(from: nil))
            let node = try await world.service.join(recorded, from: nil).configuration.node
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await world.service.join(recorded, from: nil)
            }
            try await world.perform(RemoveNode(network: AgentWorld.harbor, node: node))
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await world.service.join(recorded, from: nil)
            }
            #expect(world.harbor.nodes.isEmpty)
            #expect(world.harbor.accessKey(with: key.hash)?.usedCount == 1)
        }
    }

    @Test func `gets nothing by a nonce that was changed in any byte`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            for index in 0..<Nonce.length {
                let challenge = try await world.service.challenge(from: nil)
                var bytes = challenge.nonce.bytes
                bytes[index] ^= 1
                let leave = try Signed(
                    signing: LeaveRequest(node: machine.node), with: machine.identity,
                    answering: Challenge(server: challenge.server, nonce: Nonce(bytes: bytes)))
                await #expect(throws: AgentProtocolError.sample(.unauthenticated), "byte \(index)") {
                    try await world.service.leave(leave, from: nil)
                }
            }
            #expect(world.harbor.nodes.count == 1)
        }
    }

    @Test func `gets nothing by a signature, a body or a server that was changed in any byte`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            func refuse(_ leave: Signed<LeaveRequest>, _ what: Comment) async {
                await #expect(throws: AgentProtocolError.sample(.unauthenticated), what) {
                    try await world.service.leave(leave, from: nil)
                }
            }
            for index in 0..<64 {
                let good = try Signed(
                    signing: LeaveRequest(node: machine.node), with: machine.identity,
                    answering: try await world.service.challenge(from: nil))
                var signature = good.signature
                signature[index] ^= 1
                await refuse(
                    Signed(request: good.request, body: good.body, nonce: good.nonce, signature: signature),
                    "signature, byte \(index)")
                var body = good.body
                body[index % body.count] ^= 1
                await refuse(
                    Signed(request: good.request, body: body, nonce: good.nonce, signature: good.signature),
                    "body, byte \(index % body.count)")
                // The nonce was not spent by any of these: a stranger cannot use up another's.
                #expect(throws: Never.self) { try world.service.challenges.spend(good.nonce) }
            }
            let challenge = try await world.service.challenge(from: nil)
            await refuse(
                try Signed(
                    signing: LeaveRequest(node: machine.node), with: machine.identity,
                    answering: Challenge(
                        server: ServerID(rawValue: challenge.server.rawValue ^ 1), nonce: challenge.nonce)), "server")
            #expect(world.harbor.nodes.count == 1)
        }
    }

    @Test func `cannot turn a check-in into a leave, though their bytes are the same`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let checkIn = try Signed(
                signing: CheckInRequest(node: machine.node, position: nil), with: machine.identity,
                answering: try await world.service.challenge(from: nil))
            #expect(try LeaveRequest(node: machine.node).encoded() == checkIn.body)
            let turned = Signed(
                request: LeaveRequest(node: machine.node), body: checkIn.body, nonce: checkIn.nonce,
                signature: checkIn.signature)
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await world.service.leave(turned, from: nil)
            }
            #expect(world.harbor.nodes.count == 1)
        }
    }

    /// 1970 and 2100, of which the one is a board without a battery, the other a wrong setting.
    static let times = [Timestamp(millisecondsSince1970: 0), Timestamp(millisecondsSince1970: 4_102_444_800_000)]

    @Test(arguments: times)
    func `is told from one whose clock is wrong: that one joins, stays and leaves`(_ time: Timestamp) async throws {
        try await AgentWorld.with(clock: ManualClock(time)) { world in
            let machine = try await world.join(1)
            try await world.listening { server in
                let machine = machine.reaching(try server.client())
                let map = try await machine.map()
                let verdict = try await machine.client.checkIn(
                    CheckInRequest(node: machine.node, position: MapPosition(map)), identity: machine.identity,
                    server: world.server
                ).verdict
                #expect(verdict == .equal(map.revision))
                try await machine.client.leave(
                    LeaveRequest(node: machine.node), identity: machine.identity, server: world.server)
            }
            #expect(world.harbor.nodes.isEmpty)
        }
    }

    @Test(arguments: [Duration.seconds(4_000_000_000), .seconds(-4_000_000_000)])
    func `is told from one whose clock jumps between a challenge and its answer`(_ jump: Duration) async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let challenge = try await world.service.challenge(from: nil)
            world.clock.advance(by: jump)
            let leave = try Signed(
                signing: LeaveRequest(node: machine.node), with: machine.identity, answering: challenge)
            try await world.service.leave(leave, from: nil)
            #expect(world.harbor.nodes.isEmpty)
        }
    }
}
