import NetmakerCore
public import NetmakerWG

/// What every `Link` does, as checks to run over one: the fake, and interfaces of the kernel.
public enum LinkConformance {
    /// One check. It needs an interface that nothing was done to yet.
    public struct Check: Sendable, CustomStringConvertible {
        /// What the link does, as a sentence about it.
        public let description: String
        private let body: @Sendable (any Link) async throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (any Link) async throws -> Void) {
            self.description = description
            self.body = body
        }

        /// Runs the check.
        ///
        /// - Throws: ``Nonconformance`` when the link does otherwise, and what the link throws.
        public func run(_ link: any Link) async throws {
            try await body(link)
        }
    }

    /// All of them.
    public static let checks = [
        Check("comes up with its MTU, addresses and routes") { link in
            try await link.converge(
                to: LinkConfiguration(
                    mtu: try MTU(1380),
                    addresses: [try address("10.10.0.1/16"), try address("fd00:10::1/64")],
                    routes: [try route("198.51.100.0/24"), try route("2001:db8:1::/48")]))
        },
        Check("changes an address within its subnet and keeps the new one") { link in
            for text in ["10.10.0.1/16", "10.10.0.2/16", "10.10.0.1/16"] {
                try await link.converge(
                    to: LinkConfiguration(
                        addresses: [try address(text), try address("10.10.9.9/16")],
                        routes: [try route("198.51.100.0/24")]))
            }
        },
        Check("keeps its IPv4 routes when its last IPv4 address goes") { link in
            let routes: Set<Route> = [try route("198.51.100.0/24"), try route("2001:db8:1::/48")]
            try await link.converge(
                to: LinkConfiguration(
                    addresses: [try address("10.10.0.1/16"), try address("fd00:10::1/64")], routes: routes))
            try await link.converge(
                to: LinkConfiguration(addresses: [try address("fd00:10::1/64")], routes: routes))
        },
        Check("holds routes in tables of their own, default routes among them") { link in
            let table = RouteTable(rawValue: 0x6E6D_0001)
            let routes: Set<Route> = [
                try route("0.0.0.0/0", table), try route("::/0", table), try route("198.51.100.0/24", table),
                try route("198.51.100.0/24"),
            ]
            try await link.converge(to: LinkConfiguration(addresses: [try address("10.10.0.1/16")], routes: routes))
            try await link.converge(to: LinkConfiguration(addresses: [try address("10.10.0.1/16")]))
        },
        Check("holds routes of several metrics") { link in
            let addresses: Set = [try address("10.10.0.1/16")]
            let prefixes = [try IPPrefix(parsing: "198.51.100.0/24"), try IPPrefix(parsing: "2001:db8:1::/48")]
            let usual = Set(prefixes.map { Route(to: $0) })
            let others = Set(prefixes.map { Route(to: $0, metric: 50) })
            for routes in [usual, usual.union(others), others, usual] {
                try await link.converge(to: LinkConfiguration(addresses: addresses, routes: routes))
            }
        },
        Check("changes the length of an address's prefix") { link in
            for length in [64, 48, 64] {
                try await link.converge(
                    to: LinkConfiguration(
                        addresses: [try address("10.10.0.1/\(length / 4)"), try address("fd00:10::1/\(length)")],
                        routes: [try route("198.51.100.0/24"), try route("2001:db8:1::/48")]))
            }
        },
        Check("leaves a route to the subnet of an address to the kernel, and makes one when that goes") { link in
            let subnet: Set = [try route("10.10.0.0/16")]
            for text in ["10.20.0.1/16", "10.10.0.1/16", "10.20.0.1/16"] {
                let wanted = LinkConfiguration(addresses: [try address(text)], routes: subnet)
                try await link.converge(to: wanted, routes: text == "10.10.0.1/16" ? [] : subnet)
            }
        },
        Check("holds rules, and leaves those of others alone") { link in
            guard let mark = FirewallMark(0x6E6D_7001), let other = FirewallMark(0x6E6D_7002) else { return }
            let addresses: Set = [try address("10.10.0.1/16"), try address("fd00:10::1/64")]
            let everything = [try IPPrefix(parsing: "0.0.0.0/0"), try IPPrefix(parsing: "::/0")]
            let routing = try TunnelRouting(
                of: everything, mark: mark, knownBy: 0xFFFF_0000,
                outside: [try IPAddress(parsing: "192.0.2.1"), try IPAddress(parsing: "2001:db8::1")])
            try await link.converge(
                to: LinkConfiguration(addresses: addresses, routes: routing.routes, rules: routing.rules))
            let others = try TunnelRouting(of: [try IPPrefix(parsing: "198.51.100.0/24")], mark: other)
            try await link.apply(LinkPlan(steps: others.rules.sorted().map { .addRule($0) }))
            // The same again, twice, is no other.
            try await link.apply(LinkPlan(steps: others.rules.sorted().map { .addRule($0) }))
            try await link.converge(to: LinkConfiguration(addresses: addresses, mark: mark))
            guard try await link.state()?.rules == others.rules else { throw Nonconformance("rules of others went") }
            try await link.converge(to: LinkConfiguration(addresses: addresses, mark: other))
        },
        Check("takes a rule away and leaves the more special ones of its priority") { link in
            guard let mark = FirewallMark(0x6E6D_7003) else { return }
            func rule(_ packets: RoutingRule.Packets, _ length: Int?) throws -> RoutingRule {
                try RoutingRule(.ipv4, priority: 28_000, of: mark, packets: packets, lookup: .main, passingOver: length)
            }
            let network = try IPPrefix(parsing: "192.0.2.0/24")
            let special: Set = [
                try rule(.to(network), 0), try rule(.to(network), nil), try rule(.unmarked(mask: .max), nil),
                try rule(.all, 0),
            ]
            for rules in [special, special.union([try rule(.all, nil)]), special, []] {
                try await link.converge(
                    to: LinkConfiguration(addresses: [try address("10.10.0.1/16")], rules: rules, mark: mark))
            }
        },
        Check("adds and removes hundreds of rules") { link in
            guard let mark = FirewallMark(0x6E6D_7004) else { return }
            let addresses: Set = [try address("10.10.0.1/16")]
            let hosts = (0..<250).map { IPAddress.v4(IPv4Address(rawValue: 0xC612_0000 + $0)) }
            for outside in [hosts, Array(hosts.dropFirst(240)), []] {
                let routing = try TunnelRouting(
                    of: [try IPPrefix(parsing: "198.18.0.0/15")], mark: mark, outside: outside)
                try await link.converge(
                    to: LinkConfiguration(addresses: addresses, routes: routing.routes, rules: routing.rules))
            }
            try await link.converge(to: LinkConfiguration(addresses: addresses, mark: mark))
        },
        Check("adds and removes a thousand routes") { link in
            let routes = (0..<1000).map {
                Route(to: IPPrefix(host: .v4(IPv4Address(rawValue: 0xC612_0000 + $0))))
            }
            let addresses: Set = [try address("10.10.0.1/16")]
            try await link.converge(to: LinkConfiguration(addresses: addresses, routes: Set(routes)))
            try await link.converge(to: LinkConfiguration(addresses: addresses, routes: Set(routes.dropFirst(990))))
        },
    ]

    private static func address(_ text: String) throws -> InterfaceAddress { try InterfaceAddress(parsing: text) }

    private static func route(_ text: String, _ table: RouteTable = .main) throws -> Route {
        Route(to: try IPPrefix(parsing: text), table: table)
    }
}

extension Link {
    /// Brings the link to what is wanted and checks that it is there.
    ///
    /// - Parameter routes: those that are ours to make; nil for all that are wanted.
    fileprivate func converge(to wanted: LinkConfiguration, routes: Set<Route>? = nil) async throws {
        try await apply(LinkPlan(from: try await existingState(), to: wanted))
        let reached = try await existingState()
        let rest = LinkPlan(from: reached, to: wanted)
        guard rest.isEmpty else { throw Nonconformance("these steps are left: \(rest.steps)") }
        guard reached.isUp, reached.mtu == wanted.mtu.rawValue, reached.routes == routes ?? wanted.routes,
            reached.addresses.isSuperset(of: wanted.addresses),
            reached.rules.filter({ $0.owner == wanted.mark }) == wanted.rules
        else { throw Nonconformance("wanted \(wanted), came \(reached)") }
    }

    private func existingState() async throws -> LinkState {
        guard let state = try await state() else { throw Nonconformance("the interface is not there") }
        return state
    }
}
