import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@Suite struct `The fakes` {
    @Test(arguments: DeviceConformance.checks)
    func `of a device do what a device does`(check: DeviceConformance.Check) async throws {
        try await check.run(FakeWireGuardDevice(try interface("nm-test")))
    }

    @Test(arguments: LinkConformance.checks)
    func `of a link do what a link does`(check: LinkConformance.Check) async throws {
        try await check.run(FakeLink(try interface("nm-test")))
    }

    @Test func `of a device fail when told to, and keep what came before`() async throws {
        let device = FakeWireGuardDevice(try interface("nm-test"))
        let failure = WireGuardError(.refused, message: "no", remedy: "try again")
        await device.failNext(failure, afterPeers: 1)
        let plan = DevicePlan(peers: [PeerChange(.add, try publicKey(1)), PeerChange(.add, try publicKey(2))])
        await #expect(throws: failure) { try await device.apply(plan) }
        #expect(try await Set(device.state().peers.keys) == [try publicKey(1)])
        try await device.apply(plan)
        #expect(try await device.state().peers.count == 2)
    }

    @Test func `of a backend give the same interface again, and a new one after it was killed`() async throws {
        let backend = FakeBackend()
        let name = try interface("nm-test")
        let first = try await backend.open(name)
        try await first.device.apply(DevicePlan(peers: [PeerChange(.add, try publicKey(1))]))
        #expect(try await backend.open(name).device.state().peers.count == 1)
        await backend.kill(name)
        await #expect(throws: WireGuardError.self) { try await first.device.state() }
        #expect(try await backend.open(name).device.state().peers.isEmpty)
    }
}
