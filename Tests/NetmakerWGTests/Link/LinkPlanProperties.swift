import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// What holds of the plan between any two links, shown on random ones.
@Suite struct `Any link plan` {
    static let seeds = (0..<10).map { UInt64($0) }

    /// Hands on links in some state, with what each is to become.
    private func pairs(
        _ count: Int, seed: UInt64, _ body: (LinkState, LinkConfiguration) async throws -> Void
    ) async throws {
        var links = try RandomLinks(seed: seed)
        var others = try RandomLinks(seed: seed, interface: 1)
        let rulesOfOthers = try others.wish().rules
        for _ in 0..<count {
            var state = LinkState(interface: try interface("nm-test"))
            state.apply(LinkPlan(from: state, to: try links.wish()))
            state.rules.formUnion(rulesOfOthers)
            if links.seldom() { state.apply(LinkPlan(steps: [.takeDown])) }
            try await body(state, try links.wish())
            // Other tests watch the clock.
            await Task.yield()
        }
    }

    @Test(arguments: seeds)
    func `leads where it is to lead, and then there is nothing left to do`(seed: UInt64) async throws {
        try await pairs(500, seed: seed) { state, wanted in
            let link = FakeLink(state.interface)
            await link.alter { $0 = state }
            try await link.apply(LinkPlan(from: state, to: wanted))
            let reached = try #require(await link.state())
            #expect(try reached == state.reaching(wanted))
            #expect(LinkPlan(from: reached, to: wanted).isEmpty)
        }
    }

    @Test(arguments: seeds)
    func `takes nothing away that is to stay, where the kernel allows it`(seed: UInt64) async throws {
        try await pairs(100, seed: seed) { state, wanted in
            let reached = try state.reaching(wanted)
            let addresses = state.addresses.intersection(reached.addresses)
            let rules = state.rules.intersection(reached.rules)
            var routes = state.routes.intersection(reached.routes)
            // With the last IPv4 address all IPv4 routes go.
            if !reached.addresses.contains(where: { $0.address.family == .ipv4 }) {
                routes = routes.filter { $0.destination.address.family == .ipv6 }
            }
            // With the last address of an IPv6 subnet the first route to that goes, unless ours was removed before.
            let subnets = Set(state.addresses.subtracting(reached.addresses).map(\.prefix))
            routes = routes.filter { $0.metric >= 256 || $0.table != .main || !subnets.contains($0.destination) }
            var current = state
            for step in LinkPlan(from: state, to: wanted).steps {
                current.apply(LinkPlan(steps: [step]))
                #expect(current.addresses.isSuperset(of: addresses))
                #expect(current.routes.isSuperset(of: routes))
                #expect(current.rules.isSuperset(of: rules))
            }
        }
    }

    @Test(arguments: seeds)
    func `fills a table before a rule leads to it, and takes the rule before the routes`(seed: UInt64) async throws {
        try await pairs(100, seed: seed) { state, wanted in
            let reached = try state.reaching(wanted)
            func routes(of state: LinkState, for rule: RoutingRule) -> Set<Route> {
                state.routes.filter { $0.table == rule.table && $0.destination.address.family == rule.family }
            }
            var current = state
            for step in LinkPlan(from: state, to: wanted).steps {
                if case .addRule(let rule) = step, rule.table != .main {
                    #expect(routes(of: current, for: rule).isSuperset(of: routes(of: reached, for: rule)))
                }
                if case .removeRule(let rule) = step, rule.table != .main {
                    #expect(routes(of: current, for: rule).isSuperset(of: routes(of: state, for: rule)))
                }
                current.apply(LinkPlan(steps: [step]))
            }
        }
    }

    @Test(arguments: seeds)
    func `has no step that could be left out`(seed: UInt64) async throws {
        try await pairs(20, seed: seed) { state, wanted in
            let steps = LinkPlan(from: state, to: wanted).steps
            let reached = try state.reaching(wanted)
            for (index, step) in steps.enumerated() {
                // Without it a route of the kernel's would stay, which is not in our state.
                if case .removeRoute(let route) = step, route.table == .main, route.metric < 256,
                    route.destination.address.family == .ipv6
                {
                    continue
                }
                var shorter = steps
                shorter.remove(at: index)
                var current = state
                current.apply(LinkPlan(steps: shorter))
                #expect(current != reached, "without \(step)")
            }
        }
    }
}
