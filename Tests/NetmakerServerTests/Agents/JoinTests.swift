import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `Agents join and leave` {
    @Test func `a machine with a key becomes a node`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            #expect(machine.reply.server == world.server)
            #expect(machine.reply.epoch == world.harbor.network.epoch)
            let node = try #require(world.harbor.nodes[machine.node])
            #expect(machine.reply.configuration == NodeConfiguration(of: node, in: world.harbor.network))
        }
    }

    @Test func `where the call came from is where the node is seen`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            #expect(world.harbor.nodes[machine.node]?.observedIPv4.map(IPAddress.v4) == Samples.address(1))
        }
    }

    @Test func `a loopback address is nowhere a peer could reach`() async throws {
        #expect(AgentService.candidate(try IPAddress(parsing: "127.0.0.1")) == nil)
        #expect(AgentService.candidate(try IPAddress(parsing: "fe80::1")) == nil)
        #expect(AgentService.candidate(try IPAddress(parsing: "10.0.0.1")) != nil)
    }

    @Test func `joining again with the same identity is the same node`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let again = try await machine.client.join(request(of: machine), identity: machine.identity)
            #expect(again.configuration.node == machine.node)
        }
    }

    @Test func `a request that another key signed is refused`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await machine.client.join(request(of: machine), identity: IdentityPrivateKey.generate())
            }
        }
    }

    @Test func `a nonce is good once`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let challenge = try await world.service.challenge(from: nil)
            let checkIn = try Signed(
                signing: CheckInRequest(node: machine.node, position: nil), with: machine.identity,
                answering: challenge)
            _ = try await world.service.checkIn(checkIn, from: nil)
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await world.service.checkIn(checkIn, from: nil)
            }
        }
    }

    @Test func `a nonce that the server never gave is refused`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var random = SystemRandomNumberGenerator()
            let leave = try Signed(
                signing: LeaveRequest(node: machine.node), with: machine.identity,
                answering: Challenge(server: world.server, nonce: Nonce(using: &random)))
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await world.service.leave(leave, from: nil)
            }
        }
    }

    @Test func `who has no key hears the same of a network that is there, of its range, and of one that is not`()
        async throws
    {
        try await AgentWorld.with { world in
            var inside = Samples.report()
            inside.pinnedEndpoint = .set(try Endpoint(parsing: "10.10.0.9:51820"))
            let range = try IPAddress(parsing: "10.10.0.9")
            #expect(world.harbor.network.ranges.contains(range))
            let attempts = [
                (AgentWorld.harbor, Samples.report()), (AgentWorld.harbor, inside),
                (Samples.networkName("elsewhere"), Samples.report()), (Samples.networkName("elsewhere"), inside),
            ]
            for (network, report) in attempts {
                let identity = IdentityPrivateKey.generate()
                let request = JoinRequest(
                    network: network, key: Samples.secret(99), identity: identity.identityKey,
                    publicKey: Samples.publicKey(9), name: nil, report: report)
                let error = await #expect(throws: AgentProtocolError.sample(.refused)) {
                    try await world.client().join(request, identity: identity)
                }
                #expect(error?.message == Enrollment.unknownKey.message)
                #expect(error?.remedy == Enrollment.unknownKey.remedy)
            }
        }
    }

    @Test func `a node that leaves is gone`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await leave(machine)
            #expect(world.harbor.nodes[machine.node] == nil)
            await #expect(throws: AgentProtocolError.sample(.removed)) { try await leave(machine) }
        }
    }

    @Test func `a stranger does not learn that a node was one`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            try await leave(machine)
            await #expect(throws: AgentProtocolError.sample(.unauthenticated)) {
                try await machine.client.leave(
                    LeaveRequest(node: machine.node), identity: IdentityPrivateKey.generate(), server: world.server)
            }
        }
    }

    @Test func `only of a node that is gone is nothing kept`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let presence = world.service.presence
            world.service.forget(machine.node, in: AgentWorld.harbor)
            #expect(presence.of(machine.node, in: AgentWorld.harbor).lastSeen == world.clock.now)
            try await leave(machine)
            #expect(presence.of(machine.node, in: AgentWorld.harbor).lastSeen == nil)
        }
    }

    @Test func `a check-in says whether anything changed, and changes nothing`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let map = try await machine.map()
            let revision = world.harbor.revision
            #expect(try await checkIn(machine, at: MapPosition(map)) == .equal(revision))
            #expect(world.harbor.revision == revision)
            _ = try await world.join(2)
            #expect(try await checkIn(machine, at: MapPosition(map)) == .openSession)
            #expect(try await checkIn(machine, at: nil) == .openSession)
        }
    }

    private func request(of machine: Machine) -> JoinRequest {
        JoinRequest(
            network: AgentWorld.harbor, key: Samples.secret(99), identity: machine.identity.identityKey,
            publicKey: Samples.publicKey(machine.number), name: nil, report: Samples.report(machine.number))
    }

    private func leave(_ machine: Machine) async throws {
        try await machine.client.leave(
            LeaveRequest(node: machine.node), identity: machine.identity, server: machine.reply.server)
    }

    private func checkIn(_ machine: Machine, at position: MapPosition?) async throws -> CheckInReply.Verdict {
        try await machine.client.checkIn(
            CheckInRequest(node: machine.node, position: position), identity: machine.identity,
            server: machine.reply.server
        ).verdict
    }
}
