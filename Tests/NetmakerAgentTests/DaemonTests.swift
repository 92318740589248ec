import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `A daemon of all networks` {
    @Test func `serves those there are and those that are joined later`() async throws {
        let harbor = TestServer()
        let world = try await World.joined(harbor)
        let ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/16"), ipv6: nil)
        let lab = TestServer(Samples.network("lab", ranges: ranges), id: 98)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Daemon(.all, environment: world.environment).run() }
            try await harbor.heard.wait { $0.acknowledgements.count == 1 }
            try await world.join(lab, port: 50052)
            lab.heard.update { $0 = TestServer.Heard() }
            world.clock.advance(by: Daemon.scanInterval * 2)
            try await lab.heard.wait { $0.acknowledgements.count == 1 }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(await world.backend.interfaces.count == 2)
    }

    /// A world with three networks, of two servers.
    private func joined(_ servers: [TestServer]) async throws -> World {
        let world = try World()
        for (number, server) in servers.enumerated() { try await world.join(server, port: 50051 + number) }
        for server in servers { server.heard.update { $0 = TestServer.Heard() } }
        return world
    }

    private func server(_ name: String, _ range: String, id: UInt64) throws -> TestServer {
        TestServer(
            Samples.network(name, ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: range), ipv6: nil)), id: id)
    }

    @Test func `has each in its own mark, and none harms another`() async throws {
        let servers = [
            try server("one", "10.20.0.0/16", id: 1), try server("two", "10.21.0.0/16", id: 2),
            try server("three", "10.22.0.0/16", id: 3),
        ]
        let world = try await joined(servers)
        let devices = [
            try #require(try await world.device("nm-one")), try #require(try await world.device("nm-two")),
            try #require(try await world.device("nm-three")),
        ]
        var marks: Set<FirewallMark?> = []
        for device in devices { marks.insert(try await device.state().firewallMark) }
        #expect(marks.count == 3)
        // The first has lost its credential, the second's server is gone, and its interface is killed.
        try world.damageCredential(of: "one")
        servers[1].behave(.unreachable)
        await world.backend.kill(try InterfaceName(parsing: "nm-two"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Daemon(.all, environment: world.environment).run() }
            try await servers[2].heard.wait { $0.acknowledgements.count == 1 }
            while try await world.device("nm-two")?.state().peers.count != 2 { await Task.yield() }
            try servers[2].change([TestServer.record(4)])
            try await servers[2].heard.wait { $0.acknowledgements.count == 2 }
            #expect(servers[0].heard.value.hellos.isEmpty)
            group.cancelAll()
            try await group.waitForAll()
        }
        // What is not served is left as it is.
        #expect(try await devices[0].state().peers.count == 2)
        #expect(try await devices[2].state().peers.count == 3)
    }
}

@Suite struct `A daemon of one network` {
    @Test func `says so when the machine is not in it`() async throws {
        let world = try World()
        let error = await #expect(throws: AgentError.self) {
            try await Daemon(.network(Samples.networkName()), environment: world.environment).run()
        }
        #expect(error?.code == .notMember)
    }
}

@Suite struct `This machine` {
    @Test func `knows its name, system and processor`() {
        let machine = LinuxMachine()
        #expect(!machine.hostname.isEmpty)
        #expect(!machine.operatingSystem.isEmpty)
        #expect(!machine.architecture.isEmpty)
    }

    @Test func `lists no loopback or link-local address`() throws {
        for address in try LinuxMachine().localAddresses(except: []) {
            #expect(address.address.isUnicast, "\(address)")
        }
    }

    @Test func `sees that a port is taken`() throws {
        let taken = try TakenPort()
        #expect(!LinuxMachine().isFree(taken.port))
        #expect(try LinuxMachine().freePort(from: taken.port) > taken.port)
    }
}
