import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// Against a real kernel: on this machine where it has WireGuard, else by `Scripts/kernel-vm`.
@Suite(
    .serialized,
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `Kernel WireGuard` {
    @Test(arguments: DeviceConformance.checks)
    func `does what a device does`(check: DeviceConformance.Check) async throws {
        try await TwoMachines.running { machines in
            let backend = KernelBackend(in: machines.left.namespace)
            try await check.run(backend.open(machines.left.interface).device)
        }
    }

    @Test(arguments: LinkConformance.checks)
    func `does what a link does`(check: LinkConformance.Check) async throws {
        try await TwoMachines.running { machines in
            let backend = KernelBackend(in: machines.left.namespace)
            try await check.run(backend.open(machines.left.interface).link)
        }
    }

    @Test func `carries a ping between two machines, and tells of itself what wg and ip tell`() async throws {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let tunnel = try await machines.tunnel(left, to: right, by: KernelBackend(in: left.namespace))
            try await machines.tunnel(right, to: left, by: KernelBackend(in: right.namespace))
            try await left.shell("ping -c 3 -i 0.2 -W 5 \(right.overlay)")

            let state = try await tunnel.device.state()
            let peer = try #require(state.peers[right.key.publicKey])
            #expect(peer.lastHandshake != nil)
            #expect(peer.receivedBytes > 0)
            let dump = try await left.shell("wg show all dump")
            #expect(SystemView.dump(parsing: dump) == SystemView.dump(of: state))

            let shown = try await left.shell("ip -j address show dev \(left.interface)")
            let interface = try #require(try SystemView.interface(parsing: shown))
            #expect(interface.addresses == ["10.10.0.1/24"])
            #expect(interface.mtu == 1420)
            #expect(interface.flags.contains("UP"))
            let routes = try await left.shell("ip -j route show dev \(left.interface)")
            #expect(try SystemView.destinations(parsing: routes) == ["10.10.0.0/24", "198.18.0.0/24"])
        }
    }

    @Test func `tells of many peers what wg tells`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let device = try await KernelBackend(in: left.namespace).open(left.interface).device
            var peers: [PublicKey: PeerConfiguration] = [:]
            for number in 1...250 {
                var peer = PeerConfiguration(presharedKey: number % 3 == 0 ? .generate() : nil)
                peer.endpoint = .pinned(
                    try endpoint(number % 2 == 0 ? "198.51.100.\(number):4711" : "[2001:db8::\(number)]:4711"))
                peer.persistentKeepalive = number % 5 == 0 ? .netmaker : .off
                peer.allowedIPs = try allowedIPs("10.20.\(number).0/24", "fd00:20:\(number)::/48")
                peers[try publicKey(UInt8(number))] = peer
            }
            let wanted = DeviceConfiguration(privateKey: left.key, listenPort: .netmaker, peers: peers)
            try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
            let state = try await device.state()
            #expect(state.mismatch(with: wanted) == nil)
            let dump = try await left.shell("wg show all dump")
            #expect(SystemView.dump(parsing: dump) == SystemView.dump(of: state))
        }
    }

    @Test func `loses no ping while a thousand other peers come, change and go`() async throws {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let device = try await machines.tunnel(left, to: right, by: KernelBackend(in: left.namespace)).device
            try await machines.tunnel(right, to: left, by: KernelBackend(in: right.namespace))
            try await left.shell("ping -c 1 -W 5 \(right.overlay)")
            let plain = try machines.configuration(of: left, peer: right)
            let crowds = try (0..<2).map { round in
                var peers = plain.peers
                for number in 0..<1000 {
                    let address = IPv4Address(rawValue: 0x0A14_0000 + UInt32(number + round * 500))
                    peers[try publicKey(number: number)] = PeerConfiguration(
                        endpoint: .pinned(try endpoint("198.51.100.1:\(number + 1)")),
                        allowedIPs: [IPPrefix(host: .v4(address))])
                }
                return DeviceConfiguration(privateKey: left.key, listenPort: .netmaker, peers: peers)
            }

            let pings = try await left.pings(to: right.overlay, every: "0.01") {
                for wanted in crowds + [plain] {
                    try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
                    let reached = try await device.state()
                    #expect(reached.mismatch(with: wanted) == nil)
                }
            }
            #expect(pings.sent > 50)
            #expect(pings.received == pings.sent)
        }
    }

    @Test func `loses no ping while its peer gains and loses other allowed IPs`() async throws {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let device = try await machines.tunnel(left, to: right, by: KernelBackend(in: left.namespace)).device
            try await machines.tunnel(right, to: left, by: KernelBackend(in: right.namespace))
            try await left.shell("ping -c 1 -W 5 \(right.overlay)")
            let key = right.key.publicKey
            let pings = try await left.pings(to: right.overlay, every: "0.01") {
                let clock = ContinuousClock()
                let end = clock.now + .seconds(1)
                var rounds = 0
                while rounds < 40 || clock.now < end {
                    rounds += 1
                    let prefixes = AllowedIPs(try (0..<20).map { try prefix("10.20.\(rounds % 250).\($0)/32") })
                    try await device.apply(DevicePlan(peers: [PeerChange(.update, key, allowedIPs: .add(prefixes))]))
                    try await device.apply(DevicePlan(peers: [PeerChange(.update, key, allowedIPs: .remove(prefixes))]))
                }
            }
            #expect(try await device.state().peers.mapValues(\.allowedIPs) == [key: try allowedIPs("10.10.0.2/32")])
            #expect(pings.sent > 20)
            #expect(pings.received == pings.sent)
        }
    }

    @Test func `is watched by the example, which tells of a handshake with its peer`() async throws {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let program = try Program.built("watch-handshakes")
            let arguments = "\(left.interface) 10.10.0.1/24 \(right.key.publicKey) 192.0.2.2:51821 10.10.0.2/32"
            let example = try await left.start("stdbuf -oL \(program) \(arguments)")
            do {
                let first = try await example.firstLine(containing: "is up by kernel WireGuard")
                let key = try PublicKey(parsing: String(try #require(first.firstMatch(of: /key ([^,]+),/)).output.1))
                let wanted = DeviceConfiguration(
                    privateKey: right.key, listenPort: .netmaker,
                    peers: [key: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32"))])
                let (device, link) = try await KernelBackend(in: right.namespace).open(right.interface)
                try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
                let state = try #require(try await link.state())
                try await link.apply(
                    LinkPlan(from: state, to: LinkConfiguration(addresses: [try address("10.10.0.2/24")])))
                _ = try await example.firstLine(containing: "handshake with \(right.key.publicKey)")
            } catch {
                try await example.stop()
                throw error
            }
            try await example.stop()
        }
    }

    @Test func `says after a refusal what stands, and goes on from there`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let device = try await KernelBackend(in: left.namespace).open(left.interface).device
            let good = PeerChange(.add, try publicKey(1), allowedIPs: .add(try allowedIPs("10.10.0.1/32")))
            let many = try (0..<300).map {
                PeerChange(.add, try publicKey(number: $0 + 100), persistentKeepalive: .off)
            }
            // The port is taken, and comes before the peers.
            let other = try await KernelBackend(in: left.namespace).open(try interface("nm-other"))
            try await other.link.apply(LinkPlan(steps: [.bringUp]))
            try await other.device.apply(DevicePlan(listenPort: .netmaker))
            let opened = try await KernelBackend(in: left.namespace).open(left.interface)
            try await opened.link.apply(LinkPlan(steps: [.bringUp]))
            let error = await #expect(throws: WireGuardError.self) {
                try await device.apply(DevicePlan(listenPort: .netmaker, peers: [good] + many))
            }
            #expect(error?.message.contains("0 of 301 changes of peers stand") == true)
            #expect(error?.state?.peers.isEmpty == true)
            let wanted = DeviceConfiguration(
                privateKey: nil,
                peers: [try publicKey(1): PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32"))])
            let state = try #require(error?.state)
            try await device.apply(DevicePlan(from: state, to: wanted, now: .testNow))
            #expect(try await device.state().mismatch(with: wanted) == nil)
        }
    }

    @Test func `is taken over as it is, and removed once`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let backend = KernelBackend(in: left.namespace)
            try await machines.tunnel(left, to: machines.right, by: backend)
            let again = try await backend.open(left.interface)
            #expect(try await again.device.state().publicKey == left.key.publicKey)
            try await backend.remove(left.interface)
            try await backend.remove(left.interface)
            let error = await #expect(throws: WireGuardError.self) { try await again.device.state() }
            #expect(error?.code == .interfaceGone)
            #expect(try await again.link.state() == nil)
        }
    }

    @Test func `refuses what is not its own, and says why`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let backend = KernelBackend(in: left.namespace)
            try await left.shell("ip link add \(left.interface) type veth peer name other")
            let error = await #expect(throws: WireGuardError.self) { try await backend.open(left.interface) }
            #expect(error?.code == .foreignInterface)
            await #expect(throws: WireGuardError.self) { try await backend.remove(left.interface) }
            try await left.shell("ip link show dev \(left.interface)")
        }
    }

    @Test func `names the port that is taken`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let backend = KernelBackend(in: left.namespace)
            try await machines.tunnel(left, to: machines.right, by: backend)
            let other = try await backend.open(try interface("nm-other"))
            try await other.link.apply(LinkPlan(steps: [.bringUp]))
            let error = await #expect(throws: WireGuardError.self) {
                try await other.device.apply(DevicePlan(listenPort: .netmaker))
            }
            #expect(error?.code == .refused)
            #expect(error?.remedy.contains("listen port") == true)
        }
    }
}
