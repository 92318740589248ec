import Glibc
import NetmakerCore
import NetmakerWG
import Synchronization

/// Two machines with a router between them, as network namespaces. The left one is to send networks through the tunnel.
///
/// ```
///   left 192.0.2.1 ---- 192.0.2.254 router 198.51.100.254 ---- 198.51.100.2 right
///     2001:db8:1::1 --- 2001:db8:1::fe      2001:db8:2::fe --- 2001:db8:2::2
///   10.10.0.1, fd00:10::1 ~~~~~~~~~ WireGuard ~~~~~~~~~ 10.10.0.2, fd00:10::2
///                                            only through the tunnel: 203.0.113.77, 2001:db8:3::77
/// ```
struct RoutedMachines: Sendable {
    struct Machine: Sendable {
        /// The name of its namespace.
        let name: String
        /// Its WireGuard interface.
        let interface: InterfaceName
        let key = PrivateKey.generate()

        var namespace: NetworkNamespace { NetworkNamespace(named: name) }

        /// Runs a command in it.
        @discardableResult
        func shell(_ command: String) async throws -> String {
            try await NetmakerWGTests.shell("ip netns exec \(name) bash -c '\(command)'")
        }

        /// Those of some addresses that do not answer in some seconds, lost packets notwithstanding.
        func unreached(of addresses: [String], within seconds: Int = 20) async throws -> Set<String> {
            let ping = "ping -n -q -c 1 -w \(seconds) $address >/dev/null || echo $address"
            // One shell: under emulation each process counts.
            let answer = try await shell(
                "for address in \(addresses.joined(separator: " ")); do (\(ping)) & done; wait")
            return Set(answer.split(separator: "\n").map(String.init))
        }

        /// The interface that packets to some addresses leave by.
        ///
        /// - Parameter mark: that of the packets, in the words of `ip route get`; empty for none.
        func ways(to addresses: [String], _ mark: String = "") async throws -> Set<String> {
            let ways = try await shell(
                "for address in \(addresses.joined(separator: " ")); do ip -o route get $address \(mark); done")
            return Set(
                ways.split(separator: "\n").compactMap { line in
                    let words = line.split(separator: " ")
                    return words.firstIndex(of: "dev").map { String(words[$0 + 1]) }
                })
        }
    }

    let left: Machine
    let right: Machine
    let router: String

    /// Where the left machine is to find its peer, a host of its own network, a server beyond the router, and what is
    /// only behind the peer: of IPv4, and of IPv6.
    static let endpoints = ["198.51.100.2", "2001:db8:2::2"]
    static let neighbors = ["192.0.2.254", "2001:db8:1::fe"]
    static let servers = ["198.51.100.254", "2001:db8:2::fe"]
    static let hidden = ["203.0.113.77", "2001:db8:3::77"]

    private static let count = Mutex(0)

    private init() throws {
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        let name = "nm-route-\(getpid())-\(number)"
        left = Machine(name: "\(name)-l", interface: try NetmakerWGTests.interface("nmr\(getpid())-\(number)l"))
        right = Machine(name: "\(name)-r", interface: try NetmakerWGTests.interface("nmr\(getpid())-\(number)r"))
        router = "\(name)-x"
    }

    /// Makes the machines for as long as `body` runs.
    static func running(_ body: (RoutedMachines) async throws -> Void) async throws {
        let machines = try RoutedMachines()
        do {
            try await machines.make()
            try await body(machines)
        } catch {
            await machines.remove()
            throw error
        }
        await machines.remove()
    }

    private func make() async throws {
        let (left, right) = (left.name, right.name)
        try await shell(
            """
            set -e
            for machine in \(left) \(right) \(router); do ip netns add $machine; ip -n $machine link set lo up; done
            ip netns exec \(router) sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            connect() {
                ip -n $1 link add cable type veth peer name $2 netns \(router)
                ip -n $1 link set cable up
                ip -n \(router) link set $2 up
                ip -n $1 address add $3.$4/24 dev cable
                ip -n $1 -6 address add $5::$4/64 dev cable nodad
                ip -n \(router) address add $3.254/24 dev $2
                ip -n \(router) -6 address add $5::fe/64 dev $2 nodad
                ip -n $1 route add default via $3.254
                ip -n $1 -6 route add default via $5::fe
            }
            connect \(left) left 192.0.2 1 2001:db8:1
            connect \(right) right 198.51.100 2 2001:db8:2
            ip -n \(right) address add 203.0.113.77/32 dev lo
            ip -n \(right) -6 address add 2001:db8:3::77/128 dev lo nodad
            """)
    }

    private func remove() async {
        // One may not have been made.
        _ = try? await shell("for machine in \(left.name) \(right.name) \(router); do ip netns delete $machine; done")
    }

    /// Makes the tunnel, through which the left machine sends what goes to some networks.
    func tunnel(
        of prefixes: [IPPrefix], to endpoint: IPAddress, routing: TunnelRouting, mark: FirewallMark,
        by backends: (left: any TunnelBackend, right: any TunnelBackend)
    ) async throws -> (device: any WireGuardDevice, link: any Link) {
        let peer = PeerConfiguration(
            endpoint: .initial(Endpoint(address: endpoint, port: .netmaker)), allowedIPs: AllowedIPs(prefixes))
        return try await tunnel(
            DeviceConfiguration(
                privateKey: left.key, listenPort: .netmaker, firewallMark: mark, peers: [right.key.publicKey: peer]),
            LinkConfiguration(
                addresses: [try address("10.10.0.1/24"), try address("fd00:10::1/64")], routes: routing.routes,
                rules: routing.rules, mark: mark),
            by: backends)
    }

    /// Makes the tunnel, of which the left end is to be as given.
    func tunnel(
        _ device: DeviceConfiguration, _ link: LinkConfiguration,
        by backends: (left: any TunnelBackend, right: any TunnelBackend)
    ) async throws -> (device: any WireGuardDevice, link: any Link) {
        let far = try await backends.right.open(right.interface)
        try await far.device.apply(
            DevicePlan(
                from: try await far.device.state(),
                to: DeviceConfiguration(
                    privateKey: right.key, listenPort: .netmaker,
                    peers: [
                        left.key.publicKey: PeerConfiguration(
                            allowedIPs: try allowedIPs("10.10.0.1/32", "fd00:10::1/128"))
                    ]),
                now: .testNow))
        try await far.link.converge(
            to: LinkConfiguration(addresses: [try address("10.10.0.2/24"), try address("fd00:10::2/64")]))

        let near = try await backends.left.open(left.interface)
        try await near.device.apply(DevicePlan(from: try await near.device.state(), to: device, now: .testNow))
        try await near.link.converge(to: link)
        return near
    }
}

extension Link {
    /// Brings the link to what is wanted.
    func converge(to wanted: LinkConfiguration) async throws {
        guard let state = try await state() else { throw ShellFailure(description: "no link") }
        try await apply(LinkPlan(from: state, to: wanted))
    }
}
