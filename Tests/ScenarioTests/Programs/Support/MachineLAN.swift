/// A network behind a machine, with one host: 192.168.N.0/24 and fd77:N::/64, where the machine is 1 and the host 2.
struct MachineLAN {
    let machine: WorldMachine
    let number: Int

    var ranges: [String] { ["192.168.\(number).0/24", "fd77:\(number)::/64"] }
    var host: String { "192.168.\(number).2" }
    var host6: String { "fd77:\(number)::2" }

    /// Makes it. The host knows nobody but its neighbours.
    init(behind machine: WorldMachine, number: Int) async throws {
        self.machine = machine
        self.number = number
        try await machine.namespace.shell(
            """
            sysctl --quiet --write net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
            ip netns add lan
            ip link add lan0 type veth peer name eth0 netns lan
            ip address add 192.168.\(number).1/24 dev lan0
            ip address add fd77:\(number)::1/64 dev lan0 nodad
            ip link set lan0 up
            ip -n lan link set lo up
            ip -n lan address add \(host)/24 dev eth0
            ip -n lan address add \(host6)/64 dev eth0 nodad
            ip -n lan link set eth0 up
            # A moment passes until the kernel sees that both ends are up, and says so of its routes.
            until ip -6 route show table local | grep -q '^local fd77:\(number)::1 ' &&
                ! ip route show table all dev lan0 | grep -q linkdown; do sleep 0.02; done
            """)
    }

    /// Has the host send by its machine what is not its neighbour's.
    func leadOut() async throws {
        try await machine.namespace.shell(
            """
            ip -n lan route add default via 192.168.\(number).1
            ip -n lan -6 route add default via fd77:\(number)::1
            """)
    }

    /// Has the host be a router that advertises itself, until the machine has a default route by it.
    func advertiseRouter() async throws {
        let advertise = """
            import socket, struct
            index = socket.if_nametoindex("eth0")
            out = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
            out.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
            out.sendto(struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0), ("ff02::1", 0, 0, index))
            """
        try await eventually("\(machine.name) has a route of its router") {
            _ = try await machine.namespace.run(["ip", "netns", "exec", "lan", "python3", "-c", advertise])
            return try await machine.hasRouteOfRouter
        }
    }

    /// Pings from the host until an answer comes.
    func reaches(_ address: String) async throws {
        try await eventually("the host behind \(machine.name) reaches \(address)") {
            try await machine.namespace.run(
                ["ip", "netns", "exec", "lan", "ping", "-n", "-c", "1", "-W", "1", address]
            ).exitStatus == 0
        }
    }
}

extension WorldMachine {
    /// Whether it has a default route that a router has advertised.
    var hasRouteOfRouter: Bool {
        get async throws { try await !namespace.shell("ip -6 route show default proto ra dev lan0").isEmpty }
    }

    /// Whether one ping is answered now.
    func reachesNow(_ address: String) async throws -> Bool {
        try await namespace.run(["ping", "-n", "-c", "1", "-W", "1", address]).exitStatus == 0
    }

    /// All that others may have set up: tables of the firewall, rules, routes, and whether it forwards.
    ///
    /// What the kernel makes of link-local addresses comes in its own time, and is left out.
    ///
    /// - Parameter interface: one whose routes do not count.
    func surroundings(without interface: String = "") async throws -> String {
        try await namespace.shell(
            """
            nft -j --stateless list ruleset
            ip -j rule
            ip -j -6 rule
            for family in -4 -6; do
                ip -j -N $family route show table all | jq -c '.[] | select(.dev != "\(interface)" and (.dst | startswith("fe80") | not))'
            done
            sysctl net.ipv4.ip_forward
            sysctl -ar '^net.ipv4.conf.all.accept_redirects|^net.ipv[46].conf.*[.]forwarding' | grep -vF 'conf.\(interface).'
            """)
    }
}
