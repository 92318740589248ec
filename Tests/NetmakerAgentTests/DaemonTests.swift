import NetmakerCore
import NetmakerTesting
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
