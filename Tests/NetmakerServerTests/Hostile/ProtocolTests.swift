import GRPCCore
import NetmakerAgentWire
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerServer

/// Frames that no agent of ours sends, over TLS and gRPC. After each the server is as it was, and nobody's session is
/// left.
@Suite(.timeLimit(.minutes(2))) struct `An agent that does not keep to the protocol` {
    /// Runs a session of a machine that has joined, and expects that nothing of it is left afterwards.
    private func with<Value: Sendable>(
        configuration: AgentServiceConfiguration = AgentServiceConfiguration(reportInterval: .zero),
        _ body: @escaping @Sendable (AgentWorld, Machine, RawSession, Challenge) async throws -> Value
    ) async throws -> Value? {
        var value: Value?
        try await AgentWorld.with(configuration: configuration) { world in
            let machine = try await world.join(1)
            let before = world.control.truth
            value = try await world.withListener { server in
                let result = try await RawAgent(port: server.port).session { session, greeting in
                    try await body(world, machine, session, greeting)
                }
                // Others are still served.
                _ = try await server.client().transport.challenge()
                return result
            }
            await world.service.sessions.until { $0.running == 0 }
            #expect(world.service.sessionCount == 0)
            #expect(world.control.feed.connectedNodes(in: AgentWorld.harbor).isEmpty)
            #expect(world.control.truth == before)
        }
        return value
    }

    // MARK: Unknown frames and fields

    @Test func `by a frame of a later release is refused with a remedy`() async throws {
        let refusal = try await with { _, machine, session, greeting in
            try await session.open(machine, greeting)
            session.say([0xA2, 0x06, 0x02, 0x08, 0x01])  // field 100: a message
            return try await session.refusal()
        }
        #expect(refusal??.code == .malformed)
        #expect(refusal??.remedy == "upgrade the older of agent and server")
    }

    @Test func `by fields of a later release is served as if they were not there`() async throws {
        let revision = try await with { world, machine, session, greeting in
            let later: [UInt8] = [0xA2, 0x06, 0x03, 1, 2, 3, 0xA8, 0x06, 0x01]  // fields 100 and 101
            let hello = machine.hello()
            let body = try hello.encoded() + later
            let message = SignedMessage.bytes(
                purpose: SignedHello.purpose, server: greeting.server, node: hello.node, nonce: greeting.nonce,
                body: body)
            let signed = SignedHello(hello: hello, body: body, signature: try machine.identity.sign(message))
            session.say(try AgentFrame.hello(signed).wire.serializedBytes() + later)
            guard case .welcome = try await session.next() else { throw RawAgent.NoGreeting() }
            session.say([0x1A, 0x05, 0x08, 0x01, 0xA0, 0x06, 0x05] + later)  // an acknowledgement of 1, with more
            let presence = world.service.presence
            while presence.of(machine.node, in: AgentWorld.harbor).acknowledged == nil {
                try await Task.sleep(for: .milliseconds(1))
            }
            return presence.of(machine.node, in: AgentWorld.harbor).acknowledged
        }
        #expect(revision == Revision(1))
    }

    @Test(arguments: [
        [UInt8](repeating: 0xFF, count: 64), [0x0A], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x07],
        [0x12, 0x02, 0x08, 0x80],
    ])
    func `by bytes that are no frame is refused`(_ bytes: [UInt8]) async throws {
        let refusal = try await with { _, machine, session, greeting in
            try await session.open(machine, greeting)
            session.say(bytes)
            return try await session.refusal()
        }
        #expect(refusal??.code == .malformed)
        #expect(refusal??.remedy.isEmpty == false)
    }

    // MARK: Versions

    @Test(arguments: [(0, "upgrade netclient"), (2, "upgrade nm-server"), (4_294_967_295, "upgrade nm-server")])
    func `of another version is told who must be upgraded`(_ version: Int, _ remedy: String) async throws {
        let refusal = try await with { _, machine, session, greeting in
            let hello = Hello(protocolVersion: version, node: machine.node, position: nil, report: Samples.report())
            try session.say(.hello(SignedHello(signing: hello, with: machine.identity, answering: greeting)))
            return try await session.refusal()
        }
        #expect(refusal??.code == .unsupportedVersion)
        #expect(refusal??.remedy == remedy)
    }

    // MARK: Order

    static let early: [AgentFrame] = [
        .report(Samples.report()), .acknowledgement(Revision(1)),
        .pinStored(CertificatePin(subjectPublicKeyInfo: [1])), .tunnelReport(ExplainTests.report(number: 1)),
    ]

    @Test(arguments: early.indices)
    func `by saying anything before its hello is refused`(_ index: Int) async throws {
        let refusal = try await with { _, _, session, _ in
            try session.say(Self.early[index])
            return try await session.refusal()
        }
        #expect(refusal??.code == .unexpected)
        #expect(refusal??.remedy == "answer the greeting with a hello")
    }

    @Test func `by a second hello is refused`() async throws {
        let refusal = try await with { _, machine, session, greeting in
            try await session.open(machine, greeting)
            try session.say(
                .hello(SignedHello(signing: machine.hello(), with: machine.identity, answering: greeting)))
            return try await session.refusal()
        }
        #expect(refusal??.code == .unexpected)
    }

    @Test func `by acknowledging what is yet to come has acknowledged what there is`() async throws {
        let seen = try await with { world, machine, session, greeting in
            try await session.open(machine, greeting)
            try session.say(.acknowledgement(Revision(.max)))
            let presence = world.service.presence
            while presence.of(machine.node, in: AgentWorld.harbor).acknowledged == nil {
                try await Task.sleep(for: .milliseconds(1))
            }
            return (presence.of(machine.node, in: AgentWorld.harbor).acknowledged, world.harbor.revision)
        }
        #expect(seen?.0 == seen?.1)
    }

    /// Positions that are not the server's: of another life, of the future, with another content, and all of it.
    @Test(arguments: [(9, 0, true), (0, 1_000_000, true), (9, 1_000_000, false)])
    func `by a position that is none gets the whole map`(_ epoch: Int, _ ahead: Int, _ isRight: Bool) async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            _ = try await world.join(2)
            let position = MapPosition(
                epoch: Epoch(rawValue: world.harbor.network.epoch.rawValue &+ UInt64(epoch)),
                revision: Revision(world.harbor.revision.rawValue + UInt64(ahead)),
                digest: isRight ? world.harbor.digest(for: machine.node) : .zero)
            let map = try await machine.withSession(at: position) { listener in
                #expect(!listener.session.welcome.mapIsEqual)
                return try await listener.map()
            }
            #expect(map.peers.count == 1)
        }
    }

    // MARK: Size

    @Test func `by a frame that is too long loses its session, and nobody else theirs`() async throws {
        let acknowledged = try await with { world, machine, session, greeting in
            try await session.open(machine, greeting)
            // But for its length it is as good as any.
            session.say([0x1A, 0x02, 0x08, 0x01] + Self.padded(to: FrameSize.maximum + 1 - 4))
            session.finish()
            // Whether its refusal still arrives is for the transport to say; that the session ends is what counts.
            _ = try? await session.refusal()
            return world.service.presence.of(machine.node, in: AgentWorld.harbor).acknowledged
        }
        #expect(acknowledged == .some(nil))
    }

    @Test func `by a frame as long as may be is served`() async throws {
        let acknowledged = try await with { world, machine, session, greeting in
            try await session.open(machine, greeting)
            session.say([0x1A, 0x02, 0x08, 0x01] + Self.padded(to: FrameSize.maximum - 4))
            let presence = world.service.presence
            while presence.of(machine.node, in: AgentWorld.harbor).acknowledged == nil {
                try await Task.sleep(for: .milliseconds(1))
            }
            return true
        }
        #expect(acknowledged == true)
    }

    /// A field of a later release that fills so many bytes.
    private static func padded(to count: Int) -> [UInt8] {
        let length = count - 6
        let varint = (0..<4).map { UInt8((length >> (7 * $0)) & 0x7F) | ($0 < 3 ? 0x80 : 0) }
        return [0xA2, 0x06] + varint + Array(repeating: 0x41, count: length)
    }

    @Test func `by a join that is too long, or none, is turned away`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                let agent = RawAgent(port: server.port)
                let key = try await world.perform(
                    CreateAccessKey(network: AgentWorld.harbor, uses: .unlimited)
                ).secret
                let identity = IdentityPrivateKey.generate()
                let join =
                    try Signed(
                        signing: JoinRequest(
                            network: AgentWorld.harbor, key: key, identity: identity.identityKey,
                            publicKey: Samples.publicKey(1), name: nil, report: Samples.report()), with: identity,
                        answering: try await world.service.challenge(from: nil)
                    ).wire.serializedBytes() as [UInt8]
                // But for its length the first is as good as any.
                let tooLong = join + Self.padded(to: FrameSize.maximum + 1 - join.count)
                for bytes in [tooLong, [0xFF, 0xFF], [], [0x0A, 0x01, 0xFF]] {
                    let error = await #expect(throws: RPCError.self) {
                        try await agent.call(WireAgent.Method.Join.descriptor, bytes)
                    }
                    // The last is what a stream looks like that was reset.
                    let codes: [RPCError.Code] = [.invalidArgument, .resourceExhausted, .unavailable]
                    #expect(error.map { codes.contains($0.code) } == true, "\(bytes.count) bytes: \(error as Any)")
                }
                #expect(world.harbor.nodes.isEmpty)
                _ = try await agent.call(WireAgent.Method.Join.descriptor, join)
                #expect(world.harbor.nodes.count == 1)
            }
        }
    }
}
