import Glibc
import Logging
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// What is wanted of an interface in these tests.
private enum Sample {
    static let key = PrivateKey.generate()

    static let mark = FirewallMark(7)

    static func device(
        port: ListenPort? = nil, mark: FirewallMark? = Sample.mark
    ) throws -> DeviceConfiguration {
        DeviceConfiguration(
            privateKey: key, listenPort: port, firewallMark: mark,
            peers: [
                try publicKey(1): PeerConfiguration(
                    presharedKey: .generate(), endpoint: .initial(try endpoint("192.0.2.7:51821")),
                    allowedIPs: try allowedIPs("10.10.0.7/32"))
            ])
    }

    static func link() throws -> LinkConfiguration {
        LinkConfiguration(addresses: [try address("10.10.0.1/24")], routes: [try route("198.18.0.0/24")])
    }
}

extension WireGuardInterface {
    /// Waits until something holds of it. The test's time limit is the only one.
    fileprivate func wait(until condition: @Sendable (isolated WireGuardInterface) -> Bool) async throws {
        while !condition(self) { try await Task.sleep(for: .milliseconds(5)) }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `An interface that is kept` {
    private let backend = FakeBackend()
    private let interface: WireGuardInterface
    private let hints = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    init() throws {
        interface = WireGuardInterface(try NetmakerWGTests.interface("nm-kept"), by: backend, logger: quiet)
    }

    /// Runs `body` while the interface is kept.
    private func keeping(_ body: () async throws -> Void) async throws {
        try await interface.apply(Sample.device(), Sample.link())
        let (interface, hints) = (interface, hints.stream)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let pace = WireGuardInterface.Pace(verification: .seconds(3600), firstPause: .milliseconds(1))
            group.addTask { await interface.run(noticing: hints, pace: pace, clock: ContinuousClock()) }
            try await body()
            group.cancelAll()
        }
    }

    private func isWhole() async throws -> Bool {
        guard let tunnel = await backend.tunnel(interface.name) else { return false }
        let (device, link) = (try await tunnel.device.state(), try await tunnel.link.state())
        let (wantedDevice, wantedLink) = (try Sample.device(), try Sample.link())
        return device.publicKey == wantedDevice.publicKey && device.firewallMark == wantedDevice.firewallMark
            && Set(device.peers.keys) == Set(wantedDevice.peers.keys) && link?.addresses == wantedLink.addresses
            && link?.routes == wantedLink.routes && link?.isUp == true
    }

    @Test func `is made, and told again costs nothing`() async throws {
        let (device, link) = (try Sample.device(), try Sample.link())
        try await interface.apply(device, link)
        #expect(try await isWhole())
        #expect(await interface.timesMade == 1)
        let plans = await backend.tunnel(interface.name)?.device.plans.count
        try await interface.apply(device, link)
        #expect(await backend.tunnel(interface.name)?.device.plans.count == plans)
    }

    @Test func `comes back with all it had when it has died`() async throws {
        try await keeping {
            for times in 2...4 {
                await backend.kill(interface.name)
                hints.continuation.yield()
                try await interface.wait { $0.timesMade == times && $0.trouble == nil }
                #expect(try await isWhole())
            }
        }
    }

    @Test func `is tried again until it can be made`() async throws {
        try await keeping {
            let failure = WireGuardError(.notStarted, message: "no", remedy: "wait")
            await backend.kill(interface.name)
            await backend.failNext(failure)
            hints.continuation.yield()
            try await interface.wait { $0.timesMade == 2 && $0.trouble == nil }
            #expect(try await isWhole())
        }
    }

    @Test func `says why it is not as it is wanted`() async throws {
        let failure = WireGuardError(.notStarted, message: "no", remedy: "wait")
        await backend.failNext(failure)
        await #expect(throws: failure) { try await interface.apply(Sample.device(), Sample.link()) }
        #expect(await interface.trouble as? WireGuardError == failure)
        await #expect(throws: WireGuardError.self) { try await interface.deviceState() }
        try await interface.apply(Sample.device(), Sample.link())
        #expect(await interface.trouble == nil)
        #expect(try await interface.deviceState().peers.count == 1)
    }

    @Test func `gets back an address that somebody took`() async throws {
        try await keeping {
            let link = try #require(await backend.tunnel(interface.name)?.link)
            await link.alter { $0.addresses = [] }
            hints.continuation.yield()
            while try await !isWhole() { try await Task.sleep(for: .milliseconds(5)) }
            #expect(await interface.timesMade == 1)
        }
    }

    @Test func `ends with its removal, and nothing brings it back`() async throws {
        try await interface.apply(Sample.device(), Sample.link())
        async let end: Void = interface.run(noticing: hints.stream, clock: ContinuousClock())
        try await interface.remove()
        await end
        #expect(await backend.interfaces.isEmpty)
        await #expect(throws: WireGuardError.self) { try await interface.apply(Sample.device(), Sample.link()) }
        await interface.run(noticing: hints.stream, clock: ContinuousClock())
        #expect(await backend.interfaces.isEmpty)
    }

    @Test func `is made what it can be when one side fails`() async throws {
        try await interface.apply(DeviceConfiguration(privateKey: Sample.key), LinkConfiguration(addresses: []))
        let tunnel = try #require(await backend.tunnel(interface.name))
        for (number, mark) in [nil, Sample.mark].enumerated() {
            let device = try Sample.device(mark: mark)
            let failure = WireGuardError(.routeExists, message: "no", remedy: "remove it")
            await tunnel.link.failNext(failure)
            await #expect(throws: failure) { try await interface.apply(device, Sample.link()) }
            #expect(try await tunnel.device.state().mismatch(with: device) == nil)
            #expect(await interface.trouble as? WireGuardError == failure)

            let other = try Sample.device(port: ListenPort(51_900 + number), mark: mark)
            let link = LinkConfiguration(addresses: [try address("10.10.\(number).1/24")])
            await tunnel.device.failNext(failure)
            await #expect(throws: failure) { try await interface.apply(other, link) }
            #expect(try await tunnel.link.state()?.addresses == link.addresses)
        }
    }

    @Test func `is led nowhere by a rule while its packets do not bear the mark`() async throws {
        try await interface.apply(DeviceConfiguration(privateKey: Sample.key), Sample.link())
        let tunnel = try #require(await backend.tunnel(interface.name))
        let wanted = try Sample.device()
        let routing = try TunnelRouting(of: [IPPrefix(parsing: "0.0.0.0/0")], mark: #require(wanted.firewallMark))
        let link = LinkConfiguration(addresses: [], routes: routing.routes, rules: routing.rules)
        let failure = WireGuardError(.refused, message: "no", remedy: "none")
        await tunnel.device.failNext(failure)
        let before = try await tunnel.link.state()
        await #expect(throws: failure) { try await interface.apply(wanted, link) }
        #expect(try await tunnel.link.state() == before)
        // The other way: the mark stays as long as a rule does.
        try await interface.apply(wanted, link)
        await tunnel.link.failNext(failure)
        let unmarked = DeviceConfiguration(privateKey: Sample.key)
        await #expect(throws: failure) { try await interface.apply(unmarked, LinkConfiguration(addresses: [])) }
        #expect(try await tunnel.device.state().firewallMark == wanted.firewallMark)
    }

    @Test func `leaves no rule of a mark that it has no more, and keeps none while it gets another`() async throws {
        func routed(by mark: FirewallMark?) throws -> (DeviceConfiguration, LinkConfiguration) {
            let everywhere = try IPPrefix(parsing: "0.0.0.0/0")
            let outside = [try IPAddress(parsing: "192.0.2.1")]
            let routing = try mark.map { try TunnelRouting(of: [everywhere], mark: $0, outside: outside) }
            return (
                try Sample.device(mark: mark),
                LinkConfiguration(addresses: [], routes: routing?.routes ?? [], rules: routing?.rules ?? [])
            )
        }
        let (first, second) = (try routed(by: FirewallMark(7)), try routed(by: FirewallMark(8)))
        try await interface.apply(first.0, first.1)
        let tunnel = try #require(await backend.tunnel(interface.name))
        // Before the device has the other mark, the rules of the former are gone.
        let failure = WireGuardError(.refused, message: "no", remedy: "none")
        await tunnel.device.failNext(failure)
        await #expect(throws: failure) { try await interface.apply(second.0, second.1) }
        #expect(try await tunnel.link.state()?.rules == [])
        try await interface.apply(second.0, second.1)
        #expect(try await tunnel.link.state()?.rules == second.1.rules)
        let unmarked = try routed(by: nil)
        try await interface.apply(unmarked.0, unmarked.1)
        #expect(try await tunnel.link.state()?.rules == [])
    }

    @Test func `counts as made, and greets its peers once it is up, although a route is in the way`() async throws {
        _ = try await backend.open(interface.name)
        let tunnel = try #require(await backend.tunnel(interface.name))
        let failure = WireGuardError(.routeExists, message: "no", remedy: "remove it")
        // It has its address and is up by then.
        await tunnel.link.failNext(failure, afterSteps: 2)
        await #expect(throws: failure) { try await interface.apply(Sample.device(), Sample.link()) }
        #expect(await interface.timesMade == 1)
        let greeted = try #require(await tunnel.device.plans.last).peers
        #expect(greeted.map(\.persistentKeepalive) == [.netmaker, .off])
        #expect(try await tunnel.link.state()?.isUp == true)
    }

    @Test func `greets its peers when somebody took it down, which ended its sessions`() async throws {
        try await keeping {
            let tunnel = try #require(await backend.tunnel(interface.name))
            let plans = await tunnel.device.plans.count
            await tunnel.link.alter { $0.isUp = false }
            hints.continuation.yield()
            while await tunnel.device.plans.count == plans { try await Task.sleep(for: .milliseconds(5)) }
            let greeted = try #require(await tunnel.device.plans.last).peers
            #expect(greeted.map(\.persistentKeepalive) == [.netmaker, .off])
        }
    }

    @Test func `is refused with rules that know another mark than the device's`() async throws {
        let routing = try TunnelRouting(of: [IPPrefix(parsing: "0.0.0.0/0")], mark: #require(FirewallMark(8)))
        let link = LinkConfiguration(addresses: [], routes: routing.routes, rules: routing.rules)
        for device in [try Sample.device(), DeviceConfiguration(privateKey: Sample.key)] {
            let error = await #expect(throws: ModelError.self) { try await interface.apply(device, link) }
            #expect(error?.field == "firewallMark")
        }
        #expect(await backend.interfaces.isEmpty)
    }

    @Test func `is tried again when it cannot be made what it is to be now`() async throws {
        try await keeping {
            let failure = WireGuardError(.refused, message: "no", remedy: "wait")
            let tunnel = try #require(await backend.tunnel(interface.name))
            await tunnel.link.failNext(failure)
            let link = LinkConfiguration(addresses: [try address("10.10.0.9/24")])
            await #expect(throws: failure) { try await interface.apply(Sample.device(), link) }
            try await interface.wait { $0.trouble == nil }
            #expect(try await backend.tunnel(interface.name)?.link.state()?.addresses == link.addresses)
        }
    }

    @Test func `is kept by the one who came last`() async throws {
        try await interface.apply(Sample.device(), Sample.link())
        let (interface, hints) = (interface, hints.stream)
        let first = Task { await interface.run(noticing: hints, clock: ContinuousClock()) }
        // It keeps the interface as soon as it brings it back.
        await backend.kill(interface.name)
        self.hints.continuation.yield()
        try await interface.wait { $0.timesMade == 2 && $0.trouble == nil }
        let (others, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let second = Task { await interface.run(noticing: others, clock: ContinuousClock()) }
        await first.value
        await backend.kill(interface.name)
        continuation.yield()
        try await interface.wait { $0.timesMade == 3 && $0.trouble == nil }
        second.cancel()
        await second.value
    }

    @Test func `stays when nobody keeps it any more`() async throws {
        try await keeping {}
        #expect(try await isWhole())
    }
}

/// On real implementations: whichever this machine has.
@Suite(
    .serialized,
    .enabled(if: Machine.hasUserspaceWireGuard, "needs root, /dev/net/tun and wireguard-go"))
struct `An interface of wireguard-go that is kept` {
    @Test(.timeLimit(.minutes(5)))
    func `is back at once when it is killed, with peers, addresses and routes, and is gone when it is removed`()
        async throws
    {
        try await UserspaceMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            try await machines.tunnel(right, to: left)
            let interface = WireGuardInterface(left.interface, by: try machines.backend(left), logger: quiet)
            let wanted = try machines.machines.configuration(of: left, peer: right, mark: Sample.mark)
            try await interface.apply(wanted, machines.machines.link(of: left))
            #expect(await interface.timesMade == 1)
            try await left.shell("ping -c 1 -W 5 \(right.overlay)")

            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await interface.run(in: left.namespace, pace: .init(verification: .seconds(3600))) }
                let clock = ContinuousClock()
                for times in 2...4 {
                    try await shell("kill -9 $(pgrep -f 'wireguard-go \(left.interface)$')")
                    let death = clock.now
                    try await interface.wait { $0.timesMade == times && $0.trouble == nil }
                    print("wireguard-go killed; the interface is back, whole, after \(clock.now - death)")
                    #expect(try await interface.deviceState().mismatch(with: wanted) == nil)
                    let shown = try await left.shell("ip -j -4 address show dev \(left.interface)")
                    #expect(try SystemView.interface(parsing: shown)?.addresses == ["10.10.0.1/24"])
                    let routes = try await left.shell("ip -j route show dev \(left.interface)")
                    #expect(try SystemView.destinations(parsing: routes) == ["10.10.0.0/24", "198.18.0.0/24"])
                    // The other side does not know that its session is gone; the handshake was begun here.
                    try await right.shell("ping -c 1 -W 5 \(left.overlay)")
                }
                try await interface.remove()
                try await group.waitForAll()
            }
            await #expect(throws: ShellFailure.self) {
                try await shell("pgrep -f 'wireguard-go \(left.interface)$'")
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func `gets back what somebody else took`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let interface = WireGuardInterface(left.interface, by: try machines.backend(left), logger: quiet)
            let wanted = try machines.machines.configuration(of: left, peer: machines.right)
            try await interface.apply(wanted, machines.machines.link(of: left))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await interface.run(in: left.namespace, pace: .init(verification: .seconds(3600))) }
                try await left.shell(
                    "ip address delete 10.10.0.1/24 dev \(left.interface) && "
                        + "ip netns exec \(left.name) timeout 60 bash -c 'until ip -4 address show dev "
                        + "\(left.interface) | grep -q 10.10.0.1/24; do sleep 0.01; done'")
                #expect(await interface.timesMade == 1)
                group.cancelAll()
            }
        }
    }
}

@Suite(
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `An interface of the kernel that is kept` {
    @Test(.timeLimit(.minutes(5))) func `is back when somebody has removed it, with peers, addresses and routes`()
        async throws
    {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let backend = KernelBackend(in: left.namespace)
            let interface = WireGuardInterface(left.interface, by: backend, logger: quiet)
            let wanted = try machines.configuration(of: left, peer: right, mark: Sample.mark)
            try await machines.tunnel(right, to: left, by: KernelBackend(in: right.namespace))
            try await interface.apply(wanted, machines.link(of: left))
            try await left.shell("ping -c 1 -W 5 \(right.overlay)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await interface.run(in: left.namespace, pace: .init(verification: .seconds(3600))) }
                try await left.shell("ip link delete \(left.interface)")
                try await interface.wait { $0.timesMade == 2 && $0.trouble == nil }
                #expect(try await interface.deviceState().mismatch(with: wanted) == nil)
                let routes = try await left.shell("ip -j route show dev \(left.interface)")
                #expect(try SystemView.destinations(parsing: routes) == ["10.10.0.0/24", "198.18.0.0/24"])
                // The other side does not know that its session is gone; the handshake was begun here.
                try await right.shell("ping -c 1 -W 5 \(left.overlay)")
                try await interface.remove()
                try await group.waitForAll()
            }
            await #expect(throws: ShellFailure.self) { try await left.shell("ip link show \(left.interface)") }
        }
    }
}
