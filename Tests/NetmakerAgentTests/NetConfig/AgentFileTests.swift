import DurableFiles
import Glibc
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `An agent and its configuration file` {
    private let world: World
    private let server = TestServer()

    init() async throws { world = try await World.joined(server) }

    /// Whether the streams of sessions pass.
    enum Way: CaseIterable { case sessions, checkIns }

    private var path: String { "\(world.folder.directory)/netconfig-harbor" }

    private func text() throws -> String {
        String(decoding: try AtomicFile.read(path, limit: 100_000), as: UTF8.self)
    }

    /// As an editor does: another file of that name.
    private func replace(_ old: String, by new: String) throws {
        let before = try text()
        try #require(before.contains(old))
        try AtomicFile.write(Array(before.replacing(old, with: new).utf8), to: path, mode: 0o600)
    }

    /// Runs an agent, and `body` once it is in step with the server.
    private func serving(
        by way: Way = .sessions, _ body: @escaping @Sendable (Agent) async throws -> Void
    ) async throws {
        if way == .checkIns { server.behave(.withoutStreams) }
        try await world.running(world.agent()) { [world] agent in
            if way == .checkIns { try await world.letSessionsFail(of: agent) }
            try await agent.progress { $0.isReachable && $0.acknowledged != nil }
            try await body(agent)
            _ = world
        }
    }

    private func push() async throws -> String { try await world.environment.push(Samples.networkName()) }

    /// Makes the server do what it is told of the MTU, and say so.
    private func obey() {
        server.answerEdits { [server] edits in
            for edit in edits.edits {
                if case .mtu(let mtu) = edit.to { server.reconfigure { $0.with(mtu: mtu) } }
            }
            return NodeEditsReply(number: edits.number, refusals: [])
        }
    }

    private static let edit = NodeEdit(from: .mtu(.wireGuard), to: .mtu((try? MTU(1280)) ?? .wireGuard))

    @Test(arguments: Way.allCases) func `publish what the owner changed, once`(by way: Way) async throws {
        obey()
        try await serving(by: way) { agent in
            try self.replace("mtu: 1420", by: "mtu: 1280  # DSL")
            // The agent may have seen it by itself, just before.
            let outcomes = ["network harbor has published 1 changes", "network harbor has nothing to publish"]
            #expect(outcomes.contains(try await self.push()))
            #expect(self.server.heard.value.edits.map(\.edits) == [[Self.edit]])
            #expect(agent.progress.fileTrouble == nil)
            #expect(try await self.push() == "network harbor has nothing to publish")
        }
        // Nor does another start say it again.
        try await serving(by: way) { _ in }
        #expect(server.heard.value.edits.count == 1)
        #expect(try text().contains("mtu: 1280  # DSL\n"))
        #expect(world.mode(of: "netconfig-harbor") == 0o600)
        #expect(world.mode(of: "netbase-harbor") == 0o600)
    }

    @Test(arguments: Way.allCases) func `publish what was changed while no daemon ran`(by way: Way) async throws {
        obey()
        try replace("mtu: 1420", by: "mtu: 1280")
        try await serving(by: way) { agent in
            try await self.server.heard.wait { $0.edits.count == 1 }
            try await agent.progress { $0.unpublishedEdits == 0 }
        }
        #expect(server.heard.value.edits.map(\.edits) == [[Self.edit]])
    }

    @Test func `publish without a daemon when told to`() async throws {
        obey()
        try replace("mtu: 1420", by: "mtu: 1280")
        #expect(try await push() == "network harbor has published 1 changes")
        #expect(server.heard.value.edits.map(\.edits) == [[Self.edit]])
    }

    @Test func `notice a change at the next check-in`() async throws {
        obey()
        try await serving { agent in
            try self.replace("mtu: 1420", by: "mtu: 1280")
            await self.world.clock.waitForSleeper(until: .seconds(30))
            self.world.clock.advance(by: .seconds(30))
            try await self.server.heard.wait { $0.edits.count == 1 }
        }
    }

    @Test(arguments: Way.allCases)
    func `put back what the server refuses, and say which and why`(by way: Way) async throws {
        server.answerEdits { edits in
            NodeEditsReply(
                number: edits.number,
                refusals: [NodeEditRefusal(field: "mtu", message: "too small for harbor", remedy: "choose a larger")])
        }
        let before = try text()
        try await serving(by: way) { _ in
            try self.replace("mtu: 1420", by: "mtu: 1280")
            let error = await #expect(throws: AgentError.self) { try await self.push() }
            #expect(error?.code == .refused)
            #expect(error?.message.contains("node.mtu") == true)
            #expect(error?.message.contains("too small for harbor") == true)
            #expect(try self.text() == before)
        }
    }

    @Test func `put back what is an admin's, and name nmctl`() async throws {
        let before = try text()
        try await serving { _ in
            try self.replace("address: \"10.10.0.1\"", by: "address: \"10.10.0.2\"")
            let message = try await self.push()
            #expect(message.contains("nmctl node update harbor machine-1 --ipv4"))
            #expect(try self.text() == before)
        }
        #expect(server.heard.value.edits.isEmpty)
    }

    @Test func `say that the server was not reached, and keep the change for the next session`() async throws {
        try replace("mtu: 1420", by: "mtu: 1280")
        server.behave(.unreachable)
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.isReachable && $0.unpublishedEdits == 1 && $0.sessionTrouble != nil }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await #expect(throws: AgentError.self) {
                        try await world.environment.push(agent.network)
                    }
                    #expect(error?.code == .unreachable)
                }
                await world.clock.waitForSleeper(until: Agent.pullTimeout)
                world.clock.advance(by: Agent.pullTimeout)
                try await group.waitForAll()
            }
            #expect(try self.text().contains("mtu: 1280"))
        }
    }

    @Test(arguments: Way.allCases) func `go on with a server that takes no changes`(by way: Way) async throws {
        server.takeNoEdits()
        try replace("mtu: 1420", by: "mtu: 1280")
        try await serving(by: way) { agent in
            #expect(agent.progress.unpublishedEdits == 1)
            // It goes on as before, as soon as it has asked again.
            try await agent.progress { $0.connection == (way == .sessions ? .connected : .checkingIn) }
        }
        #expect(try text().contains("mtu: 1280"))
        #expect(server.heard.value.edits.isEmpty)
    }

    @Test func `let the server win by check-ins too, and say both values`() async throws {
        try await serving(by: .checkIns) { agent in
            try self.replace("mtu: 1420", by: "mtu: 1280")
            self.server.configure { $0.with(mtu: (try? MTU(1300)) ?? .wireGuard) }
            self.world.clock.advance(by: .seconds(30))
            try await agent.progress { $0.synchronizations == 2 }
            let notices = agent.memory.withLock { $0.notices.take(at: agent.clock.now) }
            #expect(notices.map(\.message) == ["the file says \"1280\" and the server \"1300\", which counts"])
            #expect(try self.text().contains("mtu: 1300"))
        }
        #expect(server.heard.value.edits.isEmpty)
    }

    @Test func `tell others only the addresses in localrange, once the owner says islocal`() async throws {
        let (lan, other) = (
            try InterfaceAddress(parsing: "192.168.1.7/24"), try InterfaceAddress(parsing: "172.17.0.1/16")
        )
        world.machine.move(to: [other, lan])
        try await serving { agent in
            try await self.server.heard.wait { $0.reports.last?.localAddresses == [other, lan] }
            _ = try await self.push()
            #expect(try self.text().contains("localaddress: \"172.17.0.1\""))
            try self.replace("localrange: \"172.17.0.0/16\"", by: "localrange: 192.168.0.0/16, 2001:db8::/32")
            try self.replace("islocal: \"no\"", by: "islocal: yes")
            _ = try await self.push()
            try await self.server.heard.wait { $0.hellos.count == 2 && $0.reports.last?.localAddresses == [lan] }
            _ = try await self.push()
            #expect(try self.text().contains("localaddress: \"192.168.1.7\""))
            #expect(try self.text().contains("localrange: 192.168.0.0/16, 2001:db8::/32\n"))
            // What has no meaning changes nothing.
            try self.replace("192.168.0.0/16, 2001:db8::/32", by: "here")
            _ = try? await self.push()
            #expect(agent.progress.fileTrouble?.contains("node.localrange") == true)
            #expect(agent.memory.withLock { $0.localRanges.count } == 2)
        }
    }

    @Test func `lead the server's change into the file, and keep remarks`() async throws {
        try replace("    mtu: 1420", by: "    # for DSL\n    mtu: 1420 # too")
        try await serving { agent in
            _ = try await self.push()
            self.server.reconfigure { $0.with(mtu: (try? MTU(1300)) ?? .wireGuard) }
            try await agent.progress { $0.saves > 0 }
            self.world.clock.advance(by: .seconds(2))
            _ = try await self.push()
            #expect(try self.text().contains("    # for DSL\n    mtu: 1300 # too\n"))
        }
        #expect(server.heard.value.edits.isEmpty)
    }

    @Test func `take nothing for an edit that a crash left between the file and what it agreed on`() async throws {
        let agreement = "\(world.folder.directory)/netbase-harbor"
        let before = try AtomicFile.read(agreement, limit: 100_000)
        server.configure { $0.with(mtu: (try? MTU(1300)) ?? .wireGuard) }
        try await serving { _ in _ = try await self.push() }
        #expect(try text().contains("mtu: 1300"))
        try #require(try AtomicFile.read(agreement, limit: 100_000) != before)
        try AtomicFile.write(before, to: agreement, mode: 0o600)
        try await serving { agent in
            _ = try await self.push()
            #expect(agent.memory.withLock { $0.notices.take(at: agent.clock.now) } == [])
        }
        #expect(server.heard.value.edits.isEmpty)
        #expect(try text().contains("mtu: 1300"))
    }

    @Test(arguments: ["", "node:\n    mtu: 14", "node: [\n", "node:\n    mtu: 1420\n    mtu: 1420\n"])
    func `leave a broken file and the tunnel as they are, and say so`(_ broken: String) async throws {
        try await serving { agent in
            try AtomicFile.write(Array(broken.utf8), to: self.path, mode: 0o640)
            let plans = try await self.world.plans().count
            let error = await #expect(throws: AgentError.self) { try await self.push() }
            #expect(error?.code == .failed)
            #expect(agent.progress.fileTrouble?.contains(self.path) == true)
            #expect(agent.progress.trouble == agent.progress.fileTrouble)
            // What the server says comes to the device, and not into the file.
            try self.server.change([TestServer.record(4)])
            try await agent.progress { $0.acknowledged == Revision(11) }
            _ = try? await self.push()
            #expect(try self.text() == broken)
            #expect(try await self.world.plans().count == plans + 1)
            #expect(try await self.world.device()?.state().peers.count == 3)
        }
        // Nor does a new start write over it.
        try await serving { _ in }
        #expect(try text() == broken)
    }

    @Test func `go on once a broken file is mended`() async throws {
        let whole = try text()
        obey()
        try await serving { agent in
            try AtomicFile.write(Array("node: [\n".utf8), to: self.path, mode: 0o600)
            _ = try? await self.push()
            #expect(agent.progress.fileTrouble != nil)
            try AtomicFile.write(
                Array(whole.replacing("mtu: 1420", with: "mtu: 1280").utf8), to: self.path, mode: 0o600)
            #expect(try await self.push() == "network harbor has published 1 changes")
            #expect(agent.progress.trouble == nil)
        }
    }

    @Test func `follow no symbolic link, neither to read nor to write`() async throws {
        let elsewhere = "\(world.folder.directory)/elsewhere"
        try AtomicFile.write(Array(try text().utf8), to: elsewhere, mode: 0o600)
        try AtomicFile.remove(path)
        try #require(symlink(elsewhere, path) == 0)
        try await serving { agent in
            _ = try? await self.push()
            #expect(agent.progress.fileTrouble?.contains("link") == true)
            self.server.reconfigure { $0.with(mtu: (try? MTU(1300)) ?? .wireGuard) }
            _ = try? await self.push()
        }
        #expect(String(decoding: try AtomicFile.read(elsewhere, limit: 100_000), as: UTF8.self).contains("mtu: 1420"))
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func `keep the server's commands from being the machine's, also after a restart`() async throws {
        let command = try ShellCommand("touch /tmp/owned")
        server.configure { configuration in
            configuration.with(
                options: NodeOptions(commands: InterfaceCommands(postUp: command, postDown: command)))
        }
        let files = MembershipFiles(folder: world.folder, network: Samples.networkName())
        for _ in 0..<2 {
            try await serving { _ in _ = try await self.push() }
            let text = try text()
            #expect(text.contains("    server-postup: \"touch /tmp/owned\"\n"))
            #expect(text.contains("    server-postdown: \"touch /tmp/owned\"\n"))
            #expect(text.contains("    postup: \"\"\n    postdown: \"\"\n"))
            #expect(try files.localCommands() == InterfaceCommands())
        }
        // The owner's own are read, whatever the server says.
        try replace("    postup: \"\"", by: "    postup: \"logger 'up # and away'\"   # mine")
        #expect(try files.localCommands() == InterfaceCommands(postUp: try ShellCommand("logger 'up # and away'")))
        try await serving { _ in _ = try await self.push() }
        #expect(try files.localCommands().postUp?.description == "logger 'up # and away'")
        #expect(server.heard.value.edits.isEmpty)
    }
}

extension NodeConfiguration {
    /// The same but for these.
    func with(mtu: MTU? = nil, options: NodeOptions? = nil) -> NodeConfiguration {
        NodeConfiguration(
            node: node, network: network, name: name, ranges: ranges, addresses: addresses, listenPort: listenPort,
            persistentKeepalive: persistentKeepalive, mtu: mtu ?? self.mtu, interface: interface,
            pinnedEndpoint: pinnedEndpoint, observedAddresses: observedAddresses, publicKey: publicKey,
            nextKey: nextKey, options: options ?? self.options, status: status, expiresAt: expiresAt,
            checkInInterval: checkInInterval, roles: roles, clients: clients, revision: revision, dns: dns)
    }
}
