import DurableFiles
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `A running daemon` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    private func status(_ world: World) async throws -> AgentStatus {
        try await world.folder.status(of: Samples.networkName())
    }

    /// Runs an agent, and `body` once its socket is there.
    private func serving(_ body: @escaping @Sendable (Agent) async throws -> Void) async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.isReachable && $0.acknowledged != nil }
            try await body(agent)
            _ = world
        }
    }

    @Test func `tells how the network stands`() async throws {
        try await serving { [world] _ in
            try await world.device()?.alter { device in
                device.peers[Samples.publicKey(2)]?.lastHandshake = Samples.time
                device.peers[Samples.publicKey(2)]?.receivedBytes = 92
            }
            let status = try await self.status(world)
            #expect(status.isRunning)
            #expect(status.connection == .connected)
            #expect(status.acknowledged == Revision(10))
            #expect(status.name == Samples.nodeName(1))
            #expect(status.addresses.map(\.description) == ["10.10.0.1/16", "fd00:10::1/64"])
            #expect(status.peers.map(\.name) == [Samples.nodeName(2), Samples.nodeName(3)])
            #expect(status.peers.first?.lastHandshake == Samples.time)
            #expect(status.peers.first?.receivedBytes == 92)
            #expect(status.peers.first?.endpoint?.description == "203.0.113.2:51821")
        }
    }

    @Test func `asks the server anew when told to`() async throws {
        try await serving { [world, server] agent in
            let message = try await world.environment.pull(agent.network)
            #expect(message == "network harbor is at revision 10")
            #expect(server.heard.value.hellos.count == 2)
        }
    }

    @Test func `ends the membership when told to`() async throws {
        let agent = try world.agent()
        let ending = try await withThrowingTaskGroup(of: Agent.Ending?.self) { group in
            group.addTask { try await agent.run() }
            try await agent.progress { $0.isReachable && $0.acknowledged != nil }
            let message = try await world.environment.leave(agent.network)
            #expect(message == "this machine has left network harbor")
            return try await group.next() ?? nil
        }
        #expect(ending == .left)
        #expect(server.heard.value.leaves == [Samples.nodeID(1)])
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    @Test func `that is stopped while it leaves goes on with that when it starts again`() async throws {
        var node = Samples.node(1)
        node.interface = .default(for: Samples.networkName())
        node.roles = NodeRoles(egress: try EgressGateway(ranges: [try IPPrefix(parsing: "192.168.7.0/24")]))
        server.configure { [node] _ in NodeConfiguration(of: node, in: Samples.network()) }
        let reached = Signal()
        try await serving { [world] agent in
            _ = try await agent.gateway.lead(to: await agent.tunnel.gatewayDuty)
            world.gatewayHost.alter {
                $0.beforeRemoval = {
                    reached.raise()
                    try await Signal().wait()
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await world.environment.leave(agent.network) }
                try await reached.wait()
                group.cancelAll()
            }
        }
        // The process is gone in the midst of it: the interface is away, and the rest is still there.
        #expect(await world.backend.interfaces == [])
        #expect(world.gatewayHost.now.tables.keys.sorted() == ["nm-harbor"])
        #expect(try world.files.contains("nettoken-harbor.leaving"))
        #expect(throws: AgentError.leaving(Samples.networkName())) { try world.agent() }

        world.gatewayHost.alter { $0.beforeRemoval = {} }
        try await Daemon(.network(Samples.networkName()), environment: world.environment).run()
        #expect(try world.files == [])
        #expect(world.gatewayHost.now.tables == [:])
        #expect(world.gatewayHost.now.forwarding[.ipv4] == false)
        #expect(await world.backend.interfaces == [])
        #expect(world.supervisor.state.withLock { $0.kept } == [])
        // What such an end may leave says nothing of the next membership.
        try world.folder.create()
        try AtomicFile.write([], to: world.folder.leaving(Samples.networkName()), mode: 0o600)
        try await world.join(server)
        _ = try world.agent()
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A network without a daemon` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    @Test func `is described from its files`() async throws {
        let status = try await world.folder.status(of: Samples.networkName())
        #expect(!status.isRunning)
        #expect(status.connection == nil)
        #expect(status.revision == Revision(10))
        #expect(status.peers.count == 2)
    }

    @Test func `is brought up to date by a pull`() async throws {
        try server.change([TestServer.record(4)])
        #expect(try await world.environment.pull(Samples.networkName()) == "network harbor is up to date")
        #expect(try await world.device()?.state().peers.count == 3)
    }

    @Test func `is left with the server told`() async throws {
        #expect(try await world.environment.leave(Samples.networkName()) == "this machine has left network harbor")
        #expect(server.heard.value.leaves == [Samples.nodeID(1)])
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    @Test func `is left with the server gone, and says what an admin must do`() async throws {
        server.behave(.unreachable)
        let message = try await world.environment.leave(Samples.networkName())
        #expect(message.contains("nmctl node remove harbor"))
        #expect(try world.files == [])
    }

    @Test func `is left although its credential is damaged`() async throws {
        try world.damageCredential(of: "harbor")
        let message = try await world.environment.leave(Samples.networkName())
        #expect(message.contains("nmctl node remove harbor \(Samples.nodeID(1))"))
        #expect(server.heard.value.leaves == [])
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    @Test func `cannot be left twice`() async throws {
        _ = try await world.environment.leave(Samples.networkName())
        let error = await #expect(throws: AgentError.self) {
            try await world.environment.leave(Samples.networkName())
        }
        #expect(error?.code == .notMember)
    }
}
