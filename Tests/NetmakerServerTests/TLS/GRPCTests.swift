import Logging
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import PinnedTLS
import Testing

@testable import NetmakerServer

/// Over a real socket on the loopback address, with TLS.
@Suite(.timeLimit(.minutes(2))) struct `Agents over gRPC` {
    @Test func `join, get a map and hear of a change`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let other = try await world.join(2)
                let machine = try await world.join(1).reaching(listener.client())
                try await machine.withSession { session in
                    var map = try await session.map()
                    #expect(Set(map.peers.keys) == [other.node])
                    try await world.moveEndpoint(of: other, to: 4242)
                    try map.apply(try await session.delta())
                    try await session.session.acknowledge(map.revision)
                    let pending = await world.service.presence.waitUntilInForce(
                        map.revision, in: AgentWorld.harbor, timeout: .seconds(60))
                    #expect(pending.isEmpty)
                }
            }
        }
    }

    @Test func `join by the whole way`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let key = try await world.perform(
                    CreateAccessKey(network: AgentWorld.harbor, uses: .remaining(1))
                ).secret
                let identity = IdentityPrivateKey.generate()
                let reply = try await listener.client().join(
                    JoinRequest(
                        network: AgentWorld.harbor, key: key, identity: identity.identityKey,
                        publicKey: Samples.publicKey(1), name: nil, report: Samples.report()), identity: identity)
                #expect(world.harbor.nodes[reply.configuration.node] != nil)
                try await listener.client().leave(
                    LeaveRequest(node: reply.configuration.node), identity: identity, server: reply.server)
                #expect(world.harbor.nodes.isEmpty)
            }
        }
    }

    @Test func `a refusal arrives as it was said`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let identity = IdentityPrivateKey.generate()
                let request = JoinRequest(
                    network: Samples.networkName("elsewhere"), key: Samples.secret(1), identity: identity.identityKey,
                    publicKey: Samples.publicKey(1), name: nil, report: Samples.report())
                let error = await #expect(throws: AgentProtocolError.self) {
                    try await listener.client().join(request, identity: identity)
                }
                #expect(error?.code == .refused)
                #expect(error?.message == Enrollment.unknownKey.message)
                #expect(error?.remedy == Enrollment.unknownKey.remedy)
            }
        }
    }

    @Test func `a refused session says why`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let machine = try await world.join(1).reaching(listener.client())
                try await world.remove(machine)
                await #expect(throws: AgentProtocolError.sample(.removed)) { try await machine.map() }
            }
        }
    }

    @Test func `a server with another key is not spoken to`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let pin = try TLSIdentity(hosts: [], now: Samples.time).pin
                let error = await #expect(throws: AgentProtocolError.self) {
                    try await listener.client(pins: [pin]).transport.challenge()
                }
                #expect(error?.code == .wrongServer)
                #expect(error?.message.contains(listener.pin.description) == true)
            }
        }
    }

    @Test func `a server nobody vouches for is not spoken to without pins`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                await #expect(throws: AgentProtocolError.sample(.unavailable)) {
                    try await listener.client(pins: []).transport.challenge()
                }
            }
        }
    }

    @Test func `a server that is not there is said to be unreachable at once`() async throws {
        // Port 9 is for discarding what comes; nobody listens to it by TCP here.
        let address = try ServerAddress(host: "127.0.0.1", port: ListenPort(9))
        let pin = try TLSIdentity(hosts: [], now: Samples.time).pin
        let error = await #expect(throws: AgentProtocolError.sample(.unavailable)) {
            try await GRPCAgentTransport(server: address, pins: [pin]).challenge()
        }
        // A refusal is an answer: nobody waits until it is too late, as for a server that is silent.
        #expect(error?.message.contains("refused") == true, "\(String(describing: error))")
    }

    @Test func `what a session's body throws comes out as it is`() async throws {
        struct Own: Error {}
        try await AgentWorld.with { world in
            try await world.listening { listener in
                let machine = try await world.join(1).reaching(listener.client())
                await #expect(throws: Own.self) { try await machine.withSession { _ in throw Own() } }
            }
        }
    }

    @Test func `a large map arrives`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { listener in
                // Larger than all windows of the stream together.
                let machine = try await world.join(1).reaching(listener.client())
                try await world.fill(2...4000)
                let map = try await machine.map()
                #expect(map.peers.count == 3999)
                #expect(map.digest == world.harbor.digest(for: machine.node))
            }
        }
    }
}
