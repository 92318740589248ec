import DurableFiles
import Glibc
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `Removing netclient from a machine` {
    private let world: World
    private let server = TestServer()
    private let publicProgram: String

    init() throws {
        world = try World()
        publicProgram = "\(world.folder.runDirectory)-program"
    }

    private func uninstall() async -> Uninstallation {
        await world.environment.uninstall(publicProgram: publicProgram)
    }

    @Test func `leaves nothing, and tells the server`() async throws {
        try await world.join(server)
        try AtomicFile.write([1], to: world.folder.program, mode: 0o755)
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty && outcome.left.isEmpty)
        #expect(outcome.done == ["this machine has left network harbor"])
        #expect(server.heard.value.leaves.count == 1)
        #expect(!AtomicFile.exists(world.folder.directory) && !AtomicFile.exists(world.folder.runDirectory))
        #expect(await world.backend.interfaces == [])
    }

    @Test func `takes back what a gateway set up whose leave failed`() async throws {
        let gateway = Gateway(
            Samples.networkName(), folder: world.folder, host: world.gatewayHost, logger: world.environment.logger)
        var node = Samples.node(1)
        node.roles.egress = try EgressGateway(ranges: [try IPPrefix(parsing: "192.168.1.0/24")])
        let plan = try #require(
            try GatewayPlan(NodeConfiguration(of: node, in: Samples.network()), behindPeers: [IPPrefix]()))
        try world.folder.create()
        _ = try await gateway.lead(to: .forward(plan))
        #expect(!world.gatewayHost.now.tables.isEmpty)
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty && outcome.left.isEmpty)
        #expect(world.gatewayHost.now.tables.isEmpty)
        #expect(world.gatewayHost.now.forwarding[.ipv4] == false)
    }

    @Test func `does nothing where nothing is`() async throws {
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty && outcome.left.isEmpty && outcome.done.isEmpty)
    }

    @Test func `leaves the machine though the server is away`() async throws {
        try await world.join(server)
        server.behave(.unreachable)
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty)
        #expect(outcome.done.first?.contains("the server was not told") == true)
        #expect(!AtomicFile.exists(world.folder.directory))
    }

    @Test func `takes what crashes left`() async throws {
        try world.folder.create()
        for name in [
            "wgkey-harbor", "wgkey-harbor.next", "nettoken-harbor.joining", ".netmap-lab.new", "netmap-lab.bad",
            ".netclient.new",
        ] {
            try AtomicFile.write([1], to: "\(world.folder.directory)/\(name)x", mode: 0o600)
            try #require(rename("\(world.folder.directory)/\(name)x", "\(world.folder.directory)/\(name)") == 0)
        }
        for name in [
            "netclient-harbor.lock", "netclient.lock", "netclient-harbor.sock", "netclient-harbor.names",
            "netclient-harbor.commands",
        ] {
            try AtomicFile.write([], to: "\(world.folder.runDirectory)/\(name)", mode: 0o600)
        }
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty && outcome.left.isEmpty, "\(outcome)")
        #expect(!AtomicFile.exists(world.folder.directory) && !AtomicFile.exists(world.folder.runDirectory))
    }

    @Test func `leaves what is not netclient's, and says so`() async throws {
        try await world.join(server)
        try AtomicFile.write([1], to: "\(world.folder.directory)/notes.txt", mode: 0o600)
        try AtomicFile.write([1], to: publicProgram, mode: 0o755)
        defer { unlink(publicProgram) }
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty)
        #expect(outcome.left.count == 2)
        #expect(outcome.left.contains("\(world.folder.directory)/notes.txt"))
        #expect(try world.files == ["notes.txt"])
        #expect(AtomicFile.exists(publicProgram))
    }

    @Test func `removes the program that people run when it is the one that runs`() async throws {
        let program = InstalledProgram(path: publicProgram)
        try program.install()
        let outcome = await uninstall()
        #expect(outcome.failures.isEmpty && outcome.left.isEmpty)
        #expect(!AtomicFile.exists(publicProgram))
    }

    @Test func `goes on after a failure, and is done by doing it again`() async throws {
        try await world.join(server)
        let lab = TestServer(
            Samples.network("lab", ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/16"), ipv6: nil)),
            id: 98)
        try await world.join(lab, port: 50052)
        let busy = try FileLock(world.folder.lock(Samples.networkName()))
        let first = await uninstall()
        #expect(!first.failures.isEmpty)
        #expect(try world.files.filter { $0.contains("lab") } == [])
        try withExtendedLifetime(busy) { try busy.remove() }
        let second = await uninstall()
        #expect(second.failures.isEmpty, "\(second.failures)")
        #expect(!AtomicFile.exists(world.folder.directory))
    }
}
