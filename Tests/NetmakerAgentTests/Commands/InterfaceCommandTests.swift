import DurableFiles
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `What a machine runs for an interface` {
    private let world: World
    private let server = TestServer()
    private let network = Samples.networkName()

    init() async throws {
        world = try await World.joined(server)
    }

    private func write(postUp: String? = "up %i", postDown: String? = "down") throws {
        let lines = [postUp.map { "    postup: \"\($0)\"\n" }, postDown.map { "    postdown: '\($0)'\n" }]
        try AtomicFile.write(
            Array(("node:\n" + lines.compactMap(\.self).joined()).utf8),
            to: "\(world.folder.directory)/netconfig-harbor",
            mode: 0o600)
    }

    /// Runs an agent until all is done for the interface as it stands, and `body` then.
    private func running(_ body: @escaping @Sendable (Agent) async throws -> Void = { _ in }) async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 && $0.isAttended }
            try await body(agent)
        }
    }

    private var record: String { world.folder.startedCommands(network) }

    private func haveServerSend(_ postUp: String) throws {
        let commands = InterfaceCommands(postUp: try ShellCommand(postUp), postDown: try ShellCommand("server down"))
        server.configure { $0.with(commands: commands) }
    }

    @Test func `is run once, with the interface's name in it, and not again when the agent starts anew`() async throws {
        try write()
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor"])
        #expect(world.mode(of: "netclient-harbor.commands", in: world.folder.runDirectory) == 0o600)
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor"])
    }

    @Test func `is undone when the machine leaves by its daemon`() async throws {
        try write()
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.isReachable && $0.isAttended }
            _ = try await world.environment.leave(agent.network)
        }
        #expect(world.commands.texts.value == ["up nm-harbor", "down"])
        #expect(!AtomicFile.exists(record))
    }

    @Test func `is undone as it was, when the machine leaves without a daemon`() async throws {
        try write()
        try await running()
        try write(postDown: "other")
        _ = try await world.environment.leave(network)
        #expect(world.commands.texts.value == ["up nm-harbor", "down"])
        #expect(!AtomicFile.exists(record))
        #expect(try world.files == [])
    }

    @Test func `is undone and run anew when the agent was killed while it ran`() async throws {
        try write()
        world.commands.hold("up nm-harbor")
        try await world.running(world.agent()) { [world] _ in
            try await world.commands.texts.wait { $0 == ["up nm-harbor"] }
        }
        world.commands.letGo()
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor", "down", "up nm-harbor"])
    }

    @Test func `is undone as it was, and run as it is, when its text has changed`() async throws {
        try write()
        try await running()
        try write(postUp: "second", postDown: "second down")
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor", "down", "second"])
    }

    @Test func `is undone when the interface is gone, and run anew when it was made anew`() async throws {
        try write()
        try await running()
        await world.backend.kill(try InterfaceName(parsing: "nm-harbor"))
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor", "down", "up nm-harbor"])
    }

    @Test func `is undone when the node takes no part, and run when it does again`() async throws {
        try write()
        try await running { [server, world] _ in
            server.say(.configuration(server.configuration.with(status: .disconnected)))
            try await world.commands.texts.wait { $0.last == "down" }
            server.say(.configuration(server.configuration))
            try await world.commands.texts.wait { $0.count == 3 }
        }
        #expect(world.commands.texts.value == ["up nm-harbor", "down", "up nm-harbor"])
    }

    @Test func `is not run for somebody else's interface while the node takes no part`() async throws {
        try write()
        try await running { [server, world] agent in
            server.say(.configuration(server.configuration.with(status: .disconnected)))
            try await world.commands.texts.wait { $0.last == "down" }
            _ = try await world.backend.open(try InterfaceName(parsing: "nm-harbor"))
            #expect(await agent.tunnel.hasInterface == false)
            #expect(await agent.tunnel.revisionInForce != nil)
        }
        #expect(world.commands.texts.value == ["up nm-harbor", "down"])
    }

    @Test func `is nothing to undo after a reboot`() async throws {
        try write()
        try await running()
        let files = MembershipFiles(folder: world.folder, network: network)
        let started = try #require(try files.startedCommands(boot: world.machine.boot))
        try files.save(
            StartedCommands(
                boot: "another", interface: started.interface, index: started.index, commands: started.commands,
                isDone: true))
        try await running()
        #expect(world.commands.texts.value == ["up nm-harbor", "up nm-harbor"])
    }

    @Test func `harms no tunnel when it fails, and is told`() async throws {
        try write()
        world.commands.have("up nm-harbor", end: .exited(3))
        try await running { [world] agent in
            #expect(agent.progress.commandTrouble == "the file's postup ended with status 3")
            #expect(await agent.status().commandTrouble == "the file's postup ended with status 3")
            #expect(agent.progress.trouble == nil)
            let device = try await world.device()?.state()
            #expect(device?.peers.count == 2)
        }
        // Told also by an agent that did not run it.
        try await running { agent in
            #expect(agent.progress.commandTrouble == "the file's postup ended with status 3")
        }
        #expect(world.commands.texts.value == ["up nm-harbor"])
    }

    @Test func `is run later where it could not be kept that it is run`() async throws {
        try write()
        // No file takes the place of a folder.
        try Folder.create(record, mode: 0o700)
        try await running { [world, record] agent in
            try await agent.progress { $0.commandTrouble != nil }
            #expect(world.commands.texts.value == [])
            try Folder.removeIfEmpty(record)
            // As whenever something may have changed.
            agent.interfaceMoved.raise()
            try await world.commands.texts.wait { $0 == ["up nm-harbor"] }
            try await agent.progress { $0.commandTrouble == nil }
        }
    }

    @Test func `is told to the server in a new session when it fails, and when it works again`() async throws {
        try write()
        world.commands.have("up nm-harbor", end: .overdue)
        try await running { [server] _ in
            let heard = try await server.heard.wait { $0.reports.last?.facts.commandTrouble != nil }
            #expect(heard.reports.last?.facts.commandTrouble == "the file's postup was ended after 30 s")
            try self.write(postUp: "better")
        }
        try await running { [server] _ in
            try await server.heard.wait {
                guard let last = $0.reports.last else { return false }
                return last.facts.commandTrouble == nil
            }
        }
    }

    @Test func `is nothing of the server's unless the owner allowed it, also not after a restart`() async throws {
        try haveServerSend("server up")
        for _ in 1...2 { try await running() }
        try write()
        try await running()
        _ = try await world.environment.leave(network)
        #expect(world.commands.texts.value == ["up nm-harbor", "down"])
    }

    @Test func `never gets an interface's name that is no plain word`() async throws {
        let world = try World()
        let server = TestServer()
        let name = try InterfaceName(parsing: "$(reboot)")
        server.configure { $0.with(interface: name) }
        try world.place(server)
        var request = try World.request()
        request.interface = name
        _ = try await world.environment.join(request)
        try AtomicFile.write(
            Array("node:\n    postup: up %i\n    postdown: down\n".utf8),
            to: "\(world.folder.directory)/netconfig-harbor", mode: 0o600)
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.isAttended && $0.commandTrouble != nil }
            #expect(agent.progress.commandTrouble?.contains("no word of the shell's") ?? false)
        }
        #expect(world.commands.texts.value == [])
    }
}

@Suite(.timeLimit(.minutes(1))) struct `What an owner lets a server run` {
    @Test func `is run after the file's, undone before it, and changed by the server`() async throws {
        let world = try World()
        let server = TestServer()
        try world.place(server)
        let commands = InterfaceCommands(
            postUp: try ShellCommand("server up"), postDown: try ShellCommand("server down"))
        server.configure { $0.with(commands: commands) }
        var request = try World.request()
        request.remoteCommands = .allow
        _ = try await world.environment.join(request)
        // A join waits for what it runs.
        #expect(world.commands.texts.value == ["server up"])
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.synchronizations == 1 && $0.isAttended }
            let other = InterfaceCommands(postUp: try ShellCommand("other up"))
            server.configure { $0.with(commands: other) }
            server.say(.configuration(server.configuration))
            try await world.commands.texts.wait { $0.last == "other up" }
        }
        #expect(world.commands.texts.value == ["server up", "server down", "other up"])
    }
}

extension NodeConfiguration {
    /// The same but for what is named.
    func with(
        commands: InterfaceCommands? = nil, status: NodeStatus? = nil, interface: InterfaceName? = nil,
        listenPort: ListenPort? = nil, expiresAt: Timestamp? = nil
    ) -> NodeConfiguration {
        var options = options
        options.commands = commands ?? options.commands
        return NodeConfiguration(
            node: node, network: network, name: name, ranges: ranges, addresses: addresses,
            listenPort: listenPort ?? self.listenPort, persistentKeepalive: persistentKeepalive, mtu: mtu,
            interface: interface ?? self.interface,
            pinnedEndpoint: pinnedEndpoint, observedAddresses: observedAddresses, publicKey: publicKey,
            nextKey: nextKey, options: options, status: status ?? self.status,
            expiresAt: expiresAt ?? self.expiresAt, checkInInterval: checkInInterval, roles: roles, clients: clients,
            revision: revision.next, dns: dns)
    }
}
