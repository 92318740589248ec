import Glibc
import NetmakerCore
import NetmakerWG
import Synchronization

/// Two machines as network namespaces, with a cable between them: 192.0.2.1 and 192.0.2.2.
///
/// ```
///   left                              right
///   nm-<n>l  10.10.0.1  ~ WireGuard ~ 10.10.0.2  nm-<n>r
///   cable    192.0.2.1 -------------- 192.0.2.2  cable
/// ```
struct TwoMachines: Sendable {
    struct Machine: Sendable {
        /// The name of its namespace.
        let name: String
        /// Its WireGuard interface: a name that no other test has, since the sockets of userspace implementations lie
        /// in a folder that all namespaces share.
        let interface: InterfaceName
        /// Its address on the cable.
        let underlay: String
        /// Its address in the tunnel.
        let overlay: String
        let key = PrivateKey.generate()

        var namespace: NetworkNamespace { NetworkNamespace(named: name) }

        /// Runs a command in it.
        @discardableResult
        func shell(_ command: String) async throws -> String {
            try await NetmakerWGTests.shell("ip netns exec \(name) \(command)")
        }
    }

    let left: Machine
    let right: Machine

    private static let count = Mutex(0)

    private init() throws {
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        let name = "\(getpid())-\(number)"
        left = Machine(
            name: "nm-test-\(name)-l", interface: try NetmakerWGTests.interface("nm-\(name)l"), underlay: "192.0.2.1",
            overlay: "10.10.0.1")
        right = Machine(
            name: "nm-test-\(name)-r", interface: try NetmakerWGTests.interface("nm-\(name)r"), underlay: "192.0.2.2",
            overlay: "10.10.0.2")
    }

    /// Makes two machines for as long as `body` runs.
    static func running(_ body: (TwoMachines) async throws -> Void) async throws {
        let machines = try TwoMachines()
        let (left, right) = (machines.left, machines.right)
        do {
            // One shell: under emulation each process counts.
            try await shell(
                """
                set -e
                ip netns add \(left.name)
                ip netns add \(right.name)
                ip -n \(left.name) link add cable type veth peer name cable netns \(right.name)
                ip -n \(left.name) address add \(left.underlay)/24 dev cable
                ip -n \(right.name) address add \(right.underlay)/24 dev cable
                for machine in \(left.name) \(right.name); do
                    ip -n $machine link set lo up
                    ip -n $machine link set cable up
                done
                """)
            try await body(machines)
        } catch {
            await machines.remove()
            throw error
        }
        await machines.remove()
    }

    private func remove() async {
        // One may not have been made.
        _ = try? await shell("ip netns delete \(left.name); ip netns delete \(right.name)")
    }

    /// What a machine's device is to be: the other as its only peer.
    func configuration(
        of machine: Machine, peer: Machine, mark: FirewallMark? = nil
    ) throws -> DeviceConfiguration {
        DeviceConfiguration(
            privateKey: machine.key, listenPort: .netmaker, firewallMark: mark,
            peers: [
                peer.key.publicKey: PeerConfiguration(
                    endpoint: .initial(try endpoint("\(peer.underlay):51821")),
                    allowedIPs: try allowedIPs("\(peer.overlay)/32"))
            ])
    }

    /// What a machine's link is to be.
    func link(of machine: Machine) throws -> LinkConfiguration {
        LinkConfiguration(
            addresses: [try address("\(machine.overlay)/24")], routes: [try route("198.18.0.0/24")])
    }

    /// Opens a machine's tunnel and brings it to what it is to be.
    @discardableResult
    func tunnel(
        _ machine: Machine, to peer: Machine, by backend: any TunnelBackend
    ) async throws -> (device: any WireGuardDevice, link: any Link) {
        let (device, link) = try await backend.open(machine.interface)
        try await device.apply(
            DevicePlan(
                from: try await device.state(), to: try configuration(of: machine, peer: peer), now: .testNow))
        guard let state = try await link.state() else { throw ShellFailure(description: "no link") }
        try await link.apply(LinkPlan(from: state, to: try self.link(of: machine)))
        return (device, link)
    }
}
