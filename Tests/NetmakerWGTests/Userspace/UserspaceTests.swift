import FoundationEssentials
import Glibc
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Subprocess
import SystemPackage
import Testing

/// Against `wireguard-go`, in network namespaces.
@Suite(
    .serialized,
    .enabled(
        if: Machine.hasUserspaceWireGuard,
        "needs root, /dev/net/tun and wireguard-go"))
struct `Userspace WireGuard` {
    @Test(arguments: DeviceConformance.checks)
    func `does what a device does`(check: DeviceConformance.Check) async throws {
        try await UserspaceMachines.running { machines in
            try await check.run(machines.backend(machines.left).open(machines.left.interface).device)
        }
    }

    @Test(arguments: LinkConformance.checks)
    func `does what a link does`(check: LinkConformance.Check) async throws {
        try await UserspaceMachines.running { machines in
            try await check.run(machines.backend(machines.left).open(machines.left.interface).link)
        }
    }

    @Test func `carries a ping between two machines, and tells of itself what wg and ip tell`() async throws {
        try await UserspaceMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let tunnel = try await machines.tunnel(left, to: right)
            try await machines.tunnel(right, to: left)
            try await left.shell("ping -c 3 -i 0.2 -W 5 \(right.overlay)")

            let state = try await tunnel.device.state()
            #expect(state.peers[right.key.publicKey]?.lastHandshake != nil)
            let dump = try await left.shell("wg show \(left.interface) dump | sed 's/^/\(left.interface)\t/'")
            #expect(SystemView.dump(parsing: dump) == SystemView.dump(of: state))

            let shown = try await left.shell("ip -j -4 address show dev \(left.interface)")
            let interface = try #require(try SystemView.interface(parsing: shown))
            #expect(interface.addresses == ["10.10.0.1/24"])
            #expect(interface.mtu == 1420)
        }
    }

    @Test func `is made of a file by the example, which leads everything into it, and kept`() async throws {
        try await UserspaceMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            try await machines.tunnel(right, to: left)
            let text = """
                [Interface]
                PrivateKey = \(left.key.base64RevealingSecret())
                Address = \(left.overlay)/24
                [Peer]
                PublicKey = \(right.key.publicKey)
                AllowedIPs = 0.0.0.0/0
                Endpoint = \(right.underlay):\(ListenPort.netmaker)
                """
            let path = "\(machines.folder)/file"
            try Data(text.utf8).write(to: URL(filePath: path))
            let program = try Program.built("watch-handshakes")
            let example = try await left.start("stdbuf -oL \(program) \(left.interface) \(path)")
            do {
                _ = try await example.firstLine(containing: "\(left.interface) is kept by")
                try await left.shell("ping -c 1 -W 5 \(right.overlay)")
                let way = try await left.shell("ip -o route get 203.0.113.77")
                #expect(way.contains("dev \(left.interface) table 51820"))
                #expect(try await left.shell("wg show \(left.interface) fwmark") == "0xca6c\n")
            } catch {
                try await example.stop()
                throw error
            }
            try await example.stop()
            try await left.shell("ip link delete \(left.interface)")
        }
    }

    @Test func `is given an endpoint on a link once, whether or not it tells of which`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let device = try await machines.backend(left).open(left.interface).device
            let text = try await left.shell("cat /sys/class/net/cable/ifindex").filter(\.isNumber)
            let number = try #require(UInt32(text))
            let peer = PeerConfiguration(endpoint: .pinned(try peerEndpoint("[fe80::7]:51821", scope: number)))
            let wanted = DeviceConfiguration(privateKey: left.key, peers: [machines.right.key.publicKey: peer])
            try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
            let state = try await device.state()
            #expect(DevicePlan(from: state, to: wanted, now: .testNow).isEmpty)
        }
    }

    @Test func `leaves routes alone that are not ours`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let link = try await machines.tunnel(left, to: machines.right).link
            try await left.shell("ip route add 198.51.100.0/24 dev \(left.interface)")
            var wanted = try machines.machines.link(of: left)
            wanted.routes = [try route("203.0.113.0/24")]
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            wanted.routes = []
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            let routes = try await left.shell("ip -j route show dev \(left.interface)")
            #expect(try SystemView.destinations(parsing: routes) == ["10.10.0.0/24", "198.51.100.0/24"])

            // One that is ours already is no obstacle, one that is not is.
            try await link.apply(LinkPlan(steps: [.addRoute(try route("203.0.113.0/24"))]))
            try await link.apply(
                LinkPlan(steps: [.addRoute(try route("203.0.113.0/24")), .addRoute(try route("203.0.114.0/24"))]))
            wanted.routes = [try route("198.51.100.0/24")]
            let plan = LinkPlan(from: try #require(await link.state()), to: wanted)
            let error = await #expect(throws: WireGuardError.self) { try await link.apply(plan) }
            #expect(error?.code == .routeExists)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `starts anew, and gets all of its state back, when it was killed`()
        async throws
    {
        try await UserspaceMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let tunnel = try await machines.tunnel(left, to: right)
            try await machines.tunnel(right, to: left)
            try await shell("kill -9 $(pgrep -f 'wireguard-go \(left.interface)$')")
            let error = await #expect(throws: WireGuardError.self) {
                while true { _ = try await tunnel.device.state() }
            }
            #expect(error?.code == .interfaceGone)
            try await machines.tunnel(left, to: right)
            try await left.shell("ping -c 3 -i 0.2 -W 5 \(right.overlay)")
        }
    }

    @Test func `ends when it is removed, and makes room for another at once`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            for _ in 0..<3 {
                try await machines.tunnel(left, to: machines.right)
                try await machines.backend(left).remove(left.interface)
                try await machines.backend(left).remove(left.interface)
                await #expect(throws: ShellFailure.self) {
                    try await shell("pgrep -f 'wireguard-go \(left.interface)$'")
                }
            }
        }
    }

    @Test func `waits for the kernel to take the interface of a process that died`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            // As it is in the moment after such a death, until somebody in there listens for changes of interfaces.
            try await left.shell("ip tuntap add dev \(left.interface) mode tun")
            let listener = "^[0-9a-f]+ +0 +[0-9]+ +0*[1-9a-f]"
            #expect(try await left.shell("grep -cE '\(listener)' /proc/net/netlink || true") == "0\n")
            async let end = left.shell(
                "timeout 60 bash -c 'until grep -qE \"\(listener)\" /proc/net/netlink; do sleep 0.01; done && "
                    + "ip link delete \(left.interface)'")
            try await machines.tunnel(left, to: machines.right)
            _ = try await end
        }
    }

    @Test func `names the port that is taken`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let device = try await machines.tunnel(left, to: machines.right).device
            let taken = try ListenPort(4711)
            // A second interface of the same machine has it.
            try await left.shell("wireguard-go \(left.interface)x")
            try await left.shell("wg set \(left.interface)x listen-port \(taken)")
            try await left.shell("ip link set \(left.interface)x up")
            let error = await #expect(throws: WireGuardError.self) {
                try await device.apply(DevicePlan(listenPort: taken))
            }
            #expect(error?.code == .refused)
            #expect(error?.remedy.contains("listen port") == true)
            try await left.shell("ip link delete \(left.interface)x")
        }
    }

    @Test func `refuses an interface that something else made`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            try await left.shell("ip link add \(left.interface) type veth peer name other")
            let error = await #expect(throws: WireGuardError.self) {
                try await machines.backend(left).open(left.interface)
            }
            #expect(error?.code == .foreignInterface)
            try await left.shell("ip link delete \(left.interface)")
        }
    }

    @Test(.timeLimit(.minutes(2))) func `is noticed at once when it dies`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let link = try await machines.tunnel(left, to: machines.right).link
            let changes = try InterfaceChanges(in: left.namespace)
            async let noticed = Self.waitForEnd(of: link, hints: changes)
            try await shell("kill -9 $(pgrep -f 'wireguard-go \(left.interface)$')")
            #expect(try await noticed)
        }
    }

    private static func waitForEnd(of link: any Link, hints: InterfaceChanges) async throws -> Bool {
        for await _ in hints where try await link.state() == nil { return true }
        return false
    }

    @Test func `inherits no open file of ours, and no secret on its command line`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            // Without close-on-exec, as a careless program's files are.
            var pipe: [Int32] = [0, 0]
            #expect(Glibc.pipe(&pipe) == 0)
            defer { pipe.forEach { _ = close($0) } }
            let ours = try await shell("readlink /proc/\(getpid())/fd/\(pipe[0])")
            try await machines.tunnel(left, to: machines.right)
            let process = try await shell("pgrep -f 'wireguard-go \(left.interface)$'").split(separator: "\n")[0]
            let files = try await shell("readlink /proc/\(process)/fd/*")
            #expect(!files.contains(ours))
            let command = try await shell("tr '\\0' ' ' </proc/\(process)/cmdline")
            #expect(command == "wireguard-go \(left.interface) ")
        }
    }
}
