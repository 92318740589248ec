import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// Random wishes for the link of an interface, out of few addresses, routes and rules, so that they clash.
struct RandomLinks {
    /// The mark of its rules, and the number of its table.
    let mark: FirewallMark
    private let number: Int
    private var generator: SeededGenerator
    private let addresses: [InterfaceAddress]
    private let routes: [Route]
    private let rules: [RoutingRule]

    /// - Parameter number: of the interface, below 20: others on the same machine have other addresses, routes and
    ///   rules.
    init(seed: UInt64, interface number: Int = 0) throws {
        self.number = number
        generator = SeededGenerator(seed: seed &* 64 &+ UInt64(number))
        mark = try #require(FirewallMark(0x6E6D_0001 + UInt32(number)))
        let (a, b) = (10 + 2 * number, 11 + 2 * number)
        addresses = try [
            "10.\(a).0.1/16", "10.\(a).0.2/16", "10.\(a).9.9/16", "10.\(a).0.1/24", "10.\(b).0.1/24", "10.\(b).7.1/32",
            "169.254.\(a).1/24", "fd00:\(a)::1/64", "fd00:\(a)::1/48", "fd00:\(a)::2/64", "fd00:\(b)::1/128",
            "fe80::\(a)/64",
        ].map { try address($0) }
        let own = RouteTable(rawValue: mark.rawValue)
        let everywhere = try [
            // The subnets of addresses among them.
            "10.\(a).0.0/16", "10.\(b).0.0/24", "198.51.\(a).0/24", "203.0.\(a).0/25", "fd00:\(a)::/64",
            "2001:db8:\(a)::/48",
        ].map { try prefix($0) }
        routes =
            everywhere.flatMap { [Route(to: $0), Route(to: $0, table: own), Route(to: $0, metric: 50)] }
            + (try ["0.0.0.0/0", "::/0"].map { try route($0, table: own) })
        let mark = mark
        let packets: [RoutingRule.Packets] = [
            .all, .unmarked(mask: .max), .unmarked(mask: 0xFFFF_0000), .to(try prefix("198.51.\(a).7/32")),
            .to(try prefix("2001:db8:\(a)::/48")),
        ]
        rules = try packets.flatMap { packets in
            try AddressFamily.allCases.flatMap { family -> [RoutingRule] in
                if case .to(let prefix) = packets, prefix.address.family != family { return [] }
                return try [own, .main].flatMap { table in
                    try [nil, 0, 16].map { length in
                        try RoutingRule(
                            family, priority: 28_269 + UInt32(length ?? 0) % 3, of: mark, packets: packets,
                            lookup: table, passingOver: length)
                    }
                }
            }
        }
    }

    /// What a link may be wanted to be.
    mutating func wish() throws -> LinkConfiguration {
        var wanted = LinkConfiguration(
            mtu: try MTU([1280, 1420, 1500].randomElement(using: &generator) ?? 1420),
            addresses: some(of: addresses), routes: some(of: routes), mark: mark)
        if Bool.random(using: &generator) {
            wanted.rules = some(of: rules)
        } else {
            let routing = try TunnelRouting(
                of: some(of: routes).map(\.destination), mark: mark,
                outside: [try IPAddress(parsing: "198.51.\(10 + 2 * number).7")])
            wanted.routes.formUnion(routing.routes)
            wanted.rules = routing.rules
        }
        return wanted
    }

    /// Whether something is to be so that is one time in a few.
    mutating func seldom() -> Bool { Int.random(in: 0..<4, using: &generator) == 0 }

    /// None, all, or whatever chance makes of them.
    private mutating func some<Element: Hashable>(of all: [Element]) -> Set<Element> {
        let share = Int.random(in: 0...4, using: &generator)
        return Set(all.filter { _ in Int.random(in: 0..<4, using: &generator) < share })
    }
}

extension LinkState {
    /// What it would be when everything that is wanted is there, and else only what the kernel gave it.
    func reaching(_ wanted: LinkConfiguration) throws -> LinkState {
        var widest: [IPAddress: InterfaceAddress] = [:]
        for address in wanted.addresses.sorted() where address.address.family == .ipv6 {
            if widest[address.address] == nil { widest[address.address] = address }
        }
        let addresses = wanted.addresses.filter { $0.address.family == .ipv4 }.union(widest.values)
        // The kernel makes the routes to the subnets of IPv4 addresses.
        let wide = addresses.filter { $0.address.family == .ipv4 && $0.prefixLength < 32 }
        let subnets = Set(wide.map { Route(to: $0.prefix) })
        let linkLocal = self.addresses.filter { address in
            address.address.family == .ipv6 && address.address.isLinkLocal
                && !addresses.contains { $0.address == address.address }
        }
        return LinkState(
            interface: interface, isUp: true, mtu: wanted.mtu.rawValue, addresses: addresses.union(linkLocal),
            routes: wanted.routes.subtracting(subnets),
            rules: wanted.rules.union(rules.filter { $0.owner != wanted.mark }))
    }
}
