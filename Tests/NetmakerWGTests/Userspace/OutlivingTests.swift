import Glibc
import NetmakerCore
import NetmakerWG
import Testing

/// The life of a tunnel is not the life of the process that made it.
@Suite(
    .enabled(
        if: Machine.hasUserspaceWireGuard,
        "needs root, /dev/net/tun and wireguard-go"))
struct `A userspace tunnel` {
    /// What the process that is to be killed must know; it finds it in its environment.
    private enum Variable {
        static let program = "NM_TEST_PROGRAM"
        static let namespace = "NM_TEST_NAMESPACE"
        static let interface = "NM_TEST_INTERFACE"
        static let key = "NM_TEST_KEY"
        static let peer = "NM_TEST_PEER"
        static let ready = "NM_TEST_READY"
        static let die = "NM_TEST_DIE"

        static func value(_ name: String) throws -> String { String(cString: try #require(getenv(name))) }
    }

    @Test func `loses nothing when the process that started it is killed, and is taken over by the next`() async throws
    {
        try await UserspaceMachines.running { machines in
            let (left, right, folder) = (machines.left, machines.right, machines.folder)
            try await shell("mkfifo \(folder)/ready \(folder)/die")
            setenv(Variable.program, machines.program(left), 1)
            setenv(Variable.namespace, left.name, 1)
            setenv(Variable.interface, left.interface.description, 1)
            setenv(Variable.key, left.key.base64RevealingSecret(), 1)
            setenv(Variable.peer, right.key.publicKey.description, 1)
            setenv(Variable.ready, "\(folder)/ready", 1)
            setenv(Variable.die, "\(folder)/die", 1)

            // The agent makes its tunnel, in a process of its own, and waits for its death.
            async let agent = #expect(processExitsWith: .signal(SIGKILL)) {
                // A group of its own: whatever it started and left in it dies with it.
                setpgid(0, 0)
                try await Self.startAgent()
                try await shell("echo >\(Variable.value(Variable.ready))")
                try await shell("cat \(Variable.value(Variable.die))")
                kill(0, SIGKILL)
            }
            try await shell("cat \(folder)/ready")
            try await machines.tunnel(right, to: left)
            try await left.shell("ping -c 1 -W 5 \(right.overlay)")

            // Twenty pings pass, it is killed, and two hundred pass after that.
            async let pinged = left.shell(
                "ping -i 0.01 -c 220 -W 5 \(right.overlay) | tee \(folder)/pings | "
                    + "awk '{ print } NR == 20 { system(\"echo >\(folder)/die\") }'")
            #expect(try await pinged.contains(" 0% packet loss"))
            _ = await agent

            // The next agent finds the tunnel as it was left, with its session.
            let adopted = try await machines.backend(left).open(left.interface)
            let state = try await adopted.device.state()
            #expect(state.publicKey == left.key.publicKey)
            #expect(state.peers[right.key.publicKey]?.lastHandshake != nil)
            let wanted = try machines.machines.configuration(of: left, peer: right)
            #expect(DevicePlan(from: state, to: wanted, now: .testNow).isEmpty)
        }
    }

    private static func startAgent() async throws {
        let backend = try UserspaceMachines.backend(
            running: Variable.value(Variable.program), in: NetworkNamespace(named: Variable.value(Variable.namespace)))
        let (device, link) = try await backend.open(try interface(Variable.value(Variable.interface)))
        let peer = PeerConfiguration(
            endpoint: .initial(try endpoint("192.0.2.2:51821")), allowedIPs: try allowedIPs("10.10.0.2/32"))
        let wanted = DeviceConfiguration(
            privateKey: try PrivateKey(parsing: Variable.value(Variable.key)), listenPort: .netmaker,
            peers: [try PublicKey(parsing: Variable.value(Variable.peer)): peer])
        try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
        let state = try #require(try await link.state())
        try await link.apply(
            LinkPlan(from: state, to: LinkConfiguration(addresses: [try address("10.10.0.1/24")])))
    }
}
