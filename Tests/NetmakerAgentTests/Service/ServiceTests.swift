import DurableFiles
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `The service of a network` {
    private let world: World
    private let server = TestServer()
    private let network = Samples.networkName()

    init() throws {
        world = try World()
        try world.place(server)
    }

    private func join() async throws -> Membership {
        var request = try World.request()
        request.service = .supervised
        return try await world.environment.join(request)
    }

    private var kept: Set<NetworkName> { world.supervisor.state.withLock { $0.kept } }
    private var running: Set<NetworkName> { world.supervisor.state.withLock { $0.running } }

    @Test func `runs from the join on`() async throws {
        #expect(try await join().isSupervised)
        #expect(kept == [network] && running == [network])
    }

    private var path: String { "\(world.folder.directory)/netconfig-harbor" }

    private func text() throws -> String { String(decoding: try AtomicFile.read(path, limit: 100_000), as: UTF8.self) }

    private func write(_ new: String, for old: String) throws {
        let text = try text()
        try #require(text.contains(old))
        try AtomicFile.write(Array(text.replacing(old, with: new).utf8), to: path, mode: 0o600)
    }

    @Test func `comes and goes as the file's daemon says, with the next push`() async throws {
        _ = try await join()
        _ = try await world.environment.push(network)
        try write("daemon: off", for: "daemon: \"on\"")
        #expect(try await world.environment.push(network).contains("no service keeps network harbor"))
        #expect(kept == [] && running == [])
        #expect(await world.backend.interfaces.count == 1)
        #expect(try await world.environment.push(network) == "network harbor has nothing to publish")
        try write("daemon: on", for: "daemon: off")
        #expect(try await world.environment.checkIn(network).contains("a service keeps network harbor up"))
        #expect(kept == [network] && running == [network])
    }

    @Test func `that nobody asked for is not begun by what a file says that comes from elsewhere`() async throws {
        try await world.join(server)
        #expect(try text().contains("daemon: \"off\""))
        try AtomicFile.remove("\(world.folder.directory)/netbase-harbor")
        try write("daemon: on", for: "daemon: \"off\"")
        _ = try await world.environment.push(network)
        #expect(kept == [])
        #expect(try text().contains("daemon: \"off\""))
    }

    @Test func `is shown in the file when it comes by another way`() async throws {
        try await world.join(server)
        try await world.supervisor.keep(network)
        _ = try await world.environment.push(network)
        #expect(try text().contains("daemon: \"on\""))
        #expect(kept == [network])
    }

    @Test func `is none where nothing supervises the machine`() async throws {
        world.supervisor.state.withLock { $0.isPresent = false }
        #expect(try await !join().isSupervised)
        #expect(kept == [])
    }

    @Test func `is asked for, or there is none`() async throws {
        #expect(try await !world.join(server).isSupervised)
        #expect(kept == [])
    }

    @Test func `is known to be possible before the server is asked`() async throws {
        world.supervisor.state.withLock { $0.failing = [.check] }
        await #expect(throws: AgentError.self) { try await join() }
        #expect(server.heard.value.joins.isEmpty)
    }

    @Test func `takes the membership with it when it does not start`() async throws {
        world.supervisor.state.withLock { $0.failing = [.keep] }
        let error = await #expect(throws: AgentError.self) { try await join() }
        #expect(error?.message.contains("systemctl has failed") == true)
        #expect(server.heard.value.leaves == [Samples.nodeID(1)])
        #expect(try listed(world.folder.directory).isEmpty && listed(world.folder.runDirectory).isEmpty)
        #expect(await world.backend.interfaces == [])
    }

    @Test func `is made by joining again where the first join was stopped before it was there`() async throws {
        try await world.join(server)
        #expect(try await join().isSupervised)
        #expect(kept == [network] && running == [network])
        #expect(server.heard.value.joins.count == 1)
        // Then there is nothing to finish.
        let error = await #expect(throws: AgentError.self) { try await join() }
        #expect(error?.code == .alreadyMember)
    }

    @Test func `is no reason to take a leave for done that a crash cut short`() async throws {
        try await world.join(server)
        try AtomicFile.remove("\(world.folder.directory)/nettoken-harbor")
        #expect(try await world.environment.leave(network).contains("what was left of it is removed"))
        #expect(try listed(world.folder.directory).isEmpty)
        await #expect(throws: AgentError.notMember(of: network)) { try await world.environment.leave(network) }
    }

    @Test func `goes when the machine leaves`() async throws {
        _ = try await join()
        _ = try await world.environment.leave(network)
        #expect(kept == [] && running == [])
    }

    @Test func `goes when the machine leaves by its daemon`() async throws {
        _ = try await join()
        let agent = try world.agent()
        try await world.running(agent) { agent in
            try await agent.progress { $0.isReachable }
            _ = try await self.world.environment.leave(self.network)
        }
        #expect(kept == [] && running == [])
    }

    @Test func `goes when the server removes the node, and does not end what removes it`() async throws {
        _ = try await join()
        server.behave(.refusing(AgentProtocolError(.removed, message: "an admin removed it", remedy: "join again")))
        _ = try await world.agent().run()
        #expect(kept == [] && running == [network])
    }

    @Test func `is removed when nothing else is left of the network`() async throws {
        world.supervisor.state.withLock { $0.kept = [network] }
        #expect(try await world.environment.leave(network).contains("its service is removed"))
        await #expect(throws: AgentError.self) { try await world.environment.leave(network) }
    }

    @Test func `that resists leaves nothing secret`() async throws {
        _ = try await join()
        world.supervisor.state.withLock { $0.failing = [.retire] }
        await #expect(throws: AgentError.self) { try await world.environment.leave(network) }
        #expect(try listed(world.folder.directory).isEmpty)
        #expect(await world.backend.interfaces == [])
    }
}

@Suite(.timeLimit(.minutes(1))) struct `What a daemon tells its supervisor` {
    private func told(
        _ world: World, _ scope: Daemon.Scope, until condition: @escaping @Sendable ([ServiceState]) -> Bool
    )
        async throws -> [ServiceState]
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Daemon(scope, environment: world.environment).run() }
            let told = try await world.notifier.told.wait(until: condition)
            group.cancelAll()
            try await group.waitForAll()
            return told
        }
    }

    @Test func `is that it is ready once the tunnel stands as it last was, without the server`() async throws {
        let server = TestServer()
        let world = try await World.joined(server)
        server.behave(.unreachable)
        _ = try await told(world, .network(Samples.networkName())) { $0.contains(.ready) }
        #expect(try await world.device()?.state().peers.count == 2)
    }

    @Test func `is not that it is ready while it waits for the first map`() async throws {
        let server = TestServer()
        let world = try World()
        try world.place(server)
        try await world.join(server)
        // As if the first map had never come.
        let files = MembershipFiles(folder: world.folder, network: Samples.networkName())
        let saved = try #require(try files.readMap().map)
        try files.save(SavedMap(index: saved.index, configuration: saved.configuration, map: nil, serverTime: nil))
        server.behave(.unreachable)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Daemon(.all, environment: world.environment).run() }
            try await world.notifier.told.wait {
                $0.contains {
                    if case .status(let line) = $0 {
                        line.contains("no map yet") && line.contains("not reached")
                    } else {
                        false
                    }
                }
            }
            #expect(!world.notifier.told.value.contains(.ready))
            world.clock.advance(by: Agent.firstMapPatience)
            try await world.notifier.told.wait { $0.contains(.ready) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `is why its network cannot be served, until it can`() async throws {
        let world = try await World.joined(TestServer())
        let network = Samples.networkName()
        let path = world.folder.path(of: .credential, network)
        let credential = try AtomicFile.read(path, limit: 65_536)
        try AtomicFile.write(Array("{".utf8), to: path, mode: 0o600)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Daemon(.network(network), environment: world.environment).run() }
            try await world.notifier.told.wait { $0.contains(.ready) }
            try AtomicFile.write(credential, to: path, mode: 0o600)
            world.clock.advance(by: Daemon.longestPause)
            try await world.notifier.told.wait {
                $0.contains(.status("harbor: connected, revision 10 is in force"))
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `is how its networks stand, and that it stops`() async throws {
        let world = try await World.joined(TestServer())
        let lines = try await told(world, .all) {
            $0.contains(.status("harbor: connected, revision 10 is in force"))
        }
        #expect(lines.contains(.ready))
        #expect(world.notifier.told.value.last == .stopping)
    }

    @Test func `is that it is ready when there is nothing to serve yet`() async throws {
        let world = try World()
        #expect(try await told(world, .all) { !$0.isEmpty } == [.ready])
    }
}
