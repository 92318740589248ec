import NetmakerCore
import NetmakerWG
import Testing

/// What is led into a tunnel, of what there is.
struct RoutedNetworks: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let prefixes: [String]
    let endpoint: String

    static let cases = [
        RoutedNetworks(
            testDescription: "everything, to a peer with an IPv4 endpoint", prefixes: ["0.0.0.0/0", "::/0"],
            endpoint: RoutedMachines.endpoints[0]),
        RoutedNetworks(
            testDescription: "everything, to a peer with an IPv6 endpoint", prefixes: ["0.0.0.0/0", "::/0"],
            endpoint: RoutedMachines.endpoints[1]),
        RoutedNetworks(
            testDescription: "the networks that the endpoint and the server are in",
            prefixes: ["198.51.100.0/24", "203.0.113.0/24", "2001:db8:2::/64", "2001:db8:3::/64"],
            endpoint: RoutedMachines.endpoints[0]),
    ]
}

/// Tunnels that lead everything away, or the ground they stand on.
enum TunnelRoutingScenario {
    /// What makes the tunnel's two ends.
    typealias Backends = (left: any TunnelBackend, right: any TunnelBackend)

    static let mark = FirewallMark(0x6E6D_0001)

    /// Reaches what is behind the tunnel, and outside it the peer, the server and the neighbors; and leaves nothing
    /// behind.
    static func run(
        _ networks: RoutedNetworks, on machines: RoutedMachines, by backends: Backends
    ) async throws {
        let left = machines.left
        let mark = try #require(mark)
        let prefixes = try networks.prefixes.map { try prefix($0) }
        let routing = try TunnelRouting(
            of: prefixes, mark: mark, outside: try RoutedMachines.servers.map { try IPAddress(parsing: $0) })
        let allowed = prefixes + [try prefix("10.10.0.2/32"), try prefix("fd00:10::2/128")]
        let tunnel = try await machines.tunnel(
            of: allowed, to: try IPAddress(parsing: networks.endpoint), routing: routing, mark: mark, by: backends)

        let inside = RoutedMachines.hidden + ["10.10.0.2", "fd00:10::2"]
        let outside = RoutedMachines.servers + RoutedMachines.neighbors
        #expect(try await left.unreached(of: inside + outside) == [])
        #expect(try await left.ways(to: inside) == ["\(left.interface)"])
        #expect(try await left.ways(to: outside) == ["cable"])
        // What the tunnel sends to its peer goes by the cable; what anyone else sends there is led into it.
        #expect(try await left.ways(to: RoutedMachines.endpoints, "mark \(mark)") == ["cable"])
        #expect(try await left.ways(to: RoutedMachines.endpoints) == ["\(left.interface)"])

        // The system's own tools say what we meant.
        let state = try #require(try await tunnel.link.state())
        #expect(state.rules == routing.rules)
        let lines = try await LinkView(of: left.name).lines
        #expect(lines.isSuperset(of: LinkView.lines(of: state)))
        let table = try await left.shell(
            "ip -4 route show table \(mark.rawValue); ip -6 route show table \(mark.rawValue)")
        #expect(table.split(separator: "\n").count == prefixes.count)

        try await backends.left.remove(left.interface)
        try await expectNothingLeft(on: left)
        #expect(try await left.unreached(of: [networks.endpoint]) == [])
    }

    /// Reaches what a file sends through the tunnel, and outside it the peer and the neighbors.
    static func run(
        fileAllowing allowed: String, on machines: RoutedMachines, by backends: Backends
    ) async throws {
        let left = machines.left
        let file = try ConfigurationFile(
            parsing: """
                [Interface]
                PrivateKey = \(left.key.base64RevealingSecret())
                Address = 10.10.0.1/24, fd00:10::1/64
                [Peer]
                PublicKey = \(machines.right.key.publicKey)
                AllowedIPs = \(allowed)
                Endpoint = right.example.org:\(ListenPort.netmaker)
                """)
        let endpoint = try IPAddress(parsing: RoutedMachines.endpoints[0])
        let addresses = [try HostName(parsing: "right.example.org"): endpoint]
        _ = try await machines.tunnel(
            DeviceConfiguration(file, addresses: addresses), LinkConfiguration(file, addresses: addresses),
            by: backends)
        #expect(try await left.unreached(of: RoutedMachines.hidden + RoutedMachines.neighbors) == [])
        #expect(try await left.ways(to: RoutedMachines.hidden) == ["\(left.interface)"])
        #expect(try await left.ways(to: [RoutedMachines.endpoints[0]], "mark 51820") == ["cable"])
        #expect(try await left.ways(to: [RoutedMachines.endpoints[0]]) == ["\(left.interface)"])
        try await backends.left.remove(left.interface)
        try await expectNothingLeft(on: left)
    }

    /// Goes on without its tunnel when the process behind it dies, and is rid of its rules when it is removed.
    static func die(on machines: RoutedMachines, by backends: Backends) async throws {
        let left = machines.left
        let mark = try #require(mark)
        let prefixes = [try prefix("0.0.0.0/0"), try prefix("::/0")]
        let routing = try TunnelRouting(
            of: prefixes, mark: mark, outside: [try IPAddress(parsing: RoutedMachines.servers[0])])
        _ = try await machines.tunnel(
            of: prefixes, to: try IPAddress(parsing: RoutedMachines.endpoints[0]), routing: routing, mark: mark,
            by: backends)
        #expect(try await left.unreached(of: [RoutedMachines.hidden[0]]) == [])
        try await shell("kill -9 $(pgrep -f 'wireguard-go \(left.interface)$')")
        // What is outside stays in reach, and what was inside falls back to the cable.
        let outside = RoutedMachines.servers + RoutedMachines.neighbors + RoutedMachines.endpoints
        #expect(try await left.unreached(of: outside) == [])
        #expect(try await left.shell("ip rule show").contains("lookup \(mark.rawValue)"))
        try await backends.left.remove(left.interface)
        try await expectNothingLeft(on: left)
    }

    /// Shows which reverse path filter lets the packets of a peer in whose endpoint the tunnel covers.
    static func filter(on machines: RoutedMachines, by backends: Backends) async throws {
        let left = machines.left
        let mark = try #require(mark)
        let prefixes = [try prefix("0.0.0.0/0")]
        let routing = try TunnelRouting(of: prefixes, mark: mark)
        for (filter, isReached) in [(0, true), (1, false), (2, true)] {
            try await left.shell(
                "sysctl -q -w net.ipv4.conf.all.rp_filter=\(filter) net.ipv4.conf.cable.rp_filter=\(filter)")
            _ = try await machines.tunnel(
                of: prefixes, to: try IPAddress(parsing: RoutedMachines.endpoints[0]), routing: routing, mark: mark,
                by: backends)
            // Where it is not reached that takes all the time there is.
            let unreached = try await left.unreached(of: [RoutedMachines.hidden[0]], within: isReached ? 20 : 2)
            #expect(unreached.isEmpty == isReached, "rp_filter \(filter)")
        }
    }

    private static func expectNothingLeft(on machine: RoutedMachines.Machine) async throws {
        #expect(try await machine.shell("ip -4 rule show | wc -l; ip -6 rule show | wc -l") == "3\n2\n")
        let routes = try await machine.shell(
            "ip -4 route show table all proto 110; ip -6 route show table all proto 110")
        #expect(routes == "")
        #expect(try await machine.shell("ip -o link show | grep -c \(machine.interface) || true") == "0\n")
    }
}

@Suite(
    .serialized,
    .enabled(if: Machine.hasUserspaceWireGuard, "needs root, /dev/net/tun and wireguard-go"))
struct `A userspace tunnel that leads networks away` {
    @Test(.timeLimit(.minutes(3)), arguments: RoutedNetworks.cases)
    func `is never led into itself`(networks: RoutedNetworks) async throws {
        try await running { machines, backends in
            try await TunnelRoutingScenario.run(networks, on: machines, by: backends)
        }
    }

    @Test(
        .timeLimit(.minutes(3)),
        arguments: [
            "0.0.0.0/0, ::/0", "0.0.0.0/1, 128.0.0.0/1, ::/1, 8000::/1",
            "198.51.100.0/24, 203.0.113.77, 2001:db8:3::/64",
        ])
    func `is never led into itself by a file`(allowed: String) async throws {
        try await running { machines, backends in
            try await TunnelRoutingScenario.run(fileAllowing: allowed, on: machines, by: backends)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `does no harm when its process dies`() async throws {
        try await running { machines, backends in try await TunnelRoutingScenario.die(on: machines, by: backends) }
    }

    @Test(.timeLimit(.minutes(3))) func `passes a loose reverse path filter, and no strict one`() async throws {
        try await running { machines, backends in try await TunnelRoutingScenario.filter(on: machines, by: backends) }
    }

    /// Machines on which `wireguard-go` can be started.
    private func running(
        _ body: (RoutedMachines, TunnelRoutingScenario.Backends) async throws -> Void
    ) async throws {
        try await RoutedMachines.running { machines in
            let folder = try await shell("mktemp -d").split(separator: "\n")[0]
            for machine in [machines.left, machines.right] {
                try await shell(
                    """
                    printf '#!/bin/sh\\nexec ip netns exec \(machine.name) wireguard-go "$@"\\n' >\(folder)/\(machine.name)
                    chmod +x \(folder)/\(machine.name)
                    """)
            }
            let backends = try [machines.left, machines.right].map { machine in
                try UserspaceMachines.backend(running: "\(folder)/\(machine.name)", in: machine.namespace)
            }
            func remove() async throws {
                try await backends[0].remove(machines.left.interface)
                try await backends[1].remove(machines.right.interface)
                try await shell("rm -r \(folder)")
            }
            do {
                try await body(machines, (backends[0], backends[1]))
            } catch {
                try await remove()
                throw error
            }
            try await remove()
        }
    }
}

@Suite(
    .serialized,
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `A kernel tunnel that leads networks away` {
    @Test(.timeLimit(.minutes(5)), arguments: RoutedNetworks.cases)
    func `is never led into itself`(networks: RoutedNetworks) async throws {
        try await RoutedMachines.running { machines in
            try await TunnelRoutingScenario.run(
                networks, on: machines,
                by: (KernelBackend(in: machines.left.namespace), KernelBackend(in: machines.right.namespace)))
        }
    }
}
