import DurableFiles
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent
@testable import NetmakerAgentProtocol

/// An hour without the server, by a clock that is moved.
@Suite(.timeLimit(.minutes(3))) struct `An agent without its server` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    /// Moves the clock on in steps, and lets everybody do what they have to at each.
    private func pass(_ seconds: Int, step: Int = 5) async {
        for _ in 0..<(seconds / step) {
            world.clock.advance(by: .seconds(step))
            world.wallClock.advance(by: .seconds(step))
            for _ in 0..<40 { await Task.yield() }
        }
    }

    @Test func `keeps its tunnel for an hour, with a restart between, and neither tries nor logs without end`()
        async throws
    {
        server.behave(.unreachable)
        let plans = try await world.plans().count
        for _ in 1...2 {
            try await world.running(world.agent()) { [self] agent in
                try await agent.progress { $0.inForce == Revision(10) }
                await pass(1800)
                #expect(agent.progress.inForce == Revision(10))
                #expect(agent.progress.interfaceTrouble == nil)
                #expect(await agent.status().drift == [])
            }
        }
        #expect(try await world.plans().count == plans)
        #expect(try await world.device()?.state().peers.count == 2)
        let attempts = world.attempts.withLock { $0 }
        #expect(attempts > 60)
        #expect(attempts < 400, "\(attempts)")
        #expect(world.log.lines.count < 20, "\(world.log.lines)")
        // Back again, it is in step within the longest wait.
        server.behave(.answering)
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 }
        }
        #expect(try await world.plans().count == plans)
    }

    /// What makes a mesh: the device's key and port, whom it reaches by what, and the interface's addresses and routes.
    private struct Standing: Hashable {
        let key: PublicKey?
        let port: ListenPort?
        let allowedIPs: [PublicKey: AllowedIPs]
        let endpoints: [PublicKey: PeerEndpoint?]
        let addresses: Set<InterfaceAddress>
        let routes: Set<Route>
    }

    private func standing() async throws -> Standing {
        let (device, link) = try #require(await world.backend.tunnel(.default(for: Samples.networkName())))
        let (state, linkState) = (try await device.state(), try #require(try await link.state()))
        return Standing(
            key: state.publicKey, port: state.listenPort, allowedIPs: state.peers.mapValues(\.allowedIPs),
            endpoints: state.peers.mapValues(\.endpoint), addresses: linkState.addresses, routes: linkState.routes)
    }

    @Test func `is meshed for an hour in which its machine boots anew, from what its files say alone`() async throws {
        try AtomicFile.write(
            Array("node:\n    postup: up\n".utf8), to: "\(world.folder.directory)/netconfig-harbor", mode: 0o600)
        server.behave(.unreachable)
        let former = try await standing()
        for _ in 1...2 {
            try await world.running(world.agent()) { [self] agent in
                try await agent.progress { $0.inForce == Revision(10) && $0.names != nil && $0.isAttended }
                await pass(1800)
                let now = try await standing()
                #expect(now == former)
                #expect(await agent.addresses(of: "machine-2.harbor") == ["10.10.0.2"])
                #expect(await agent.status().drift == [])
                #expect(agent.progress.interfaceTrouble == nil)
            }
            try await world.reboot()
            #expect(try await world.device() === nil)
        }
        #expect(world.commands.texts.value == ["up", "up"])
        #expect(server.heard.value.hellos.isEmpty)
        let attempts = world.attempts.withLock { $0 }
        #expect(attempts > 60 && attempts < 400, "\(attempts)")
        server.behave(.answering)
        try await world.running(world.agent()) { agent in try await agent.progress { $0.synchronizations == 1 } }
    }

    @Test func `drops a peer at its moment`() async throws {
        try await world.running(world.agent()) { [self] agent in
            try await agent.progress { $0.synchronizations == 1 }
            let end = Samples.time + .seconds(600)
            try server.change([TestServer.record(3).expiring(at: end)])
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            server.behave(.unreachable)
            server.hangUp()
            try await agent.progress { $0.connection == .waiting }
            await pass(595)
            #expect(try await world.device()?.state().peers.count == 2)
            world.clock.advance(by: .seconds(6))
            while try await world.device()?.state().peers.count != 1 { await Task.yield() }
            #expect(agent.progress.connection != .connected)
        }
    }

    @Test func `says a mark for what it has reported, and the report where the server has another`() async throws {
        try await world.running(world.agent()) { [self] agent in
            try await server.heard.wait { $0.acknowledgements.count == 1 }
            let hello = try #require(server.heard.value.hellos.first)
            #expect(hello.position == MapPosition(server.map))
            #expect(hello.report == nil)
            #expect(server.heard.value.reports.isEmpty)
            let mtu = try MTU(1300)
            server.configure { $0.with(mtu: mtu) }
            _ = try await world.environment.pull(agent.network)
            #expect(server.heard.value.reports.count == 1)
            #expect(await agent.tunnel.configuration?.mtu == mtu)
        }
    }

    @Test func `says all to a server that takes no marks`() async throws {
        server.takeNoMarks()
        try await world.running(world.agent()) { [self] agent in
            try await server.heard.wait { $0.acknowledgements.count == 1 }
            #expect(server.heard.value.hellos.first?.report != nil)
        }
    }
}

extension PeerRecord {
    fileprivate func expiring(at end: Timestamp) -> PeerRecord {
        PeerRecord(
            id: id, name: name, publicKey: publicKey, nextPublicKey: nextPublicKey, ipv4: ipv4, ipv6: ipv6,
            ranges: ranges,
            clients: clients, candidates: candidates, expiresAt: end, isRelay: isRelay)
    }
}
