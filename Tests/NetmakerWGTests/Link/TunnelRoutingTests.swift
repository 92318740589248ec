import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@Suite struct `Routing into a tunnel` {
    private let mark: FirewallMark
    private let table: RouteTable

    init() throws {
        mark = try #require(FirewallMark(0x6E6D_0001))
        table = RouteTable(rawValue: 0x6E6D_0001)
    }

    @Test func `of everything leaves out the tunnel's own packets, the server and what is nearer`() throws {
        let routing = try TunnelRouting(
            of: [try prefix("0.0.0.0/0"), try prefix("::/0")], mark: mark,
            outside: [try IPAddress(parsing: "198.51.100.9"), try IPAddress(parsing: "2001:db8::9")])
        #expect(routing.routes == [try route("0.0.0.0/0", table: table), try route("::/0", table: table)])
        #expect(
            routing.rules.sorted().map(\.description) == [
                "28269: from all to 198.51.100.9/32 fwmark 0x6e6d0001/0 lookup main",
                "28334: from all fwmark 0x6e6d0001/0 lookup main suppress_prefixlength 0",
                "28335: not from all fwmark 0x6e6d0001/0xffffffff lookup 1852637185",
                "28269: from all to 2001:db8::9/128 fwmark 0x6e6d0001/0 lookup main",
                "28526: from all fwmark 0x6e6d0001/0 lookup main suppress_prefixlength 0",
                "28527: not from all fwmark 0x6e6d0001/0xffffffff lookup 1852637185",
            ])
    }

    @Test func `of nothing needs nothing, and an address that is not covered needs no rule`() throws {
        let nothing = try TunnelRouting(of: [IPPrefix](), mark: mark, outside: [try IPAddress(parsing: "192.0.2.1")])
        #expect(nothing.routes.isEmpty)
        #expect(nothing.rules.isEmpty)
        let elsewhere = try TunnelRouting(
            of: [try prefix("198.51.100.0/24")], mark: mark, outside: [try IPAddress(parsing: "192.0.2.1")])
        #expect(elsewhere.rules.count == 2)
        #expect(elsewhere.rules.allSatisfy { $0.family == .ipv4 })
    }

    @Test func `refuses a table of the kernel's, and a mask that the mark has nothing of`() throws {
        let main = try #require(FirewallMark(254))
        #expect(throws: ModelError.self) { try TunnelRouting(of: [try prefix("0.0.0.0/0")], mark: main) }
        _ = try TunnelRouting(of: [try prefix("0.0.0.0/0")], mark: main, in: table)
        #expect(throws: ModelError.self) {
            try TunnelRouting(of: [try prefix("0.0.0.0/0")], mark: mark, knownBy: 0x0000_FF00)
        }
    }

    @Test(arguments: (0..<10).map { UInt64($0) })
    func `chooses by the longest prefix, as if the tunnel's table and the main one were one`(seed: UInt64) async throws
    {
        var generator = SeededGenerator(seed: seed)
        func prefixes() throws -> Set<IPPrefix> {
            Set(
                try (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                    let length = [0, 1, 2, 8, 15, 16, 24, 31, 32].randomElement(using: &generator) ?? 0
                    return try IPPrefix(containing: address(), length: length)
                })
        }
        func address() -> IPAddress {
            // Few bits that differ, where prefixes end, so that many cover each other.
            let bits = UInt32.random(in: 0...127, using: &generator)
            return .v4(IPv4Address(rawValue: (bits >> 4) << 29 | (bits >> 2 & 3) << 15 | bits & 3))
        }
        for _ in 0..<100 {
            // Other tests watch the clock.
            await Task.yield()
            let (tunnel, main, server) = (try prefixes(), try prefixes(), address())
            let routing = try TunnelRouting(of: tunnel, mark: mark, outside: [server])
            for destination in [server] + (0..<20).map({ _ in address() }) {
                for isMarked in [false, true] {
                    let near = main.longest(for: destination)
                    let far = tunnel.longest(for: destination)
                    // True for the tunnel, false for the main table, nil for no route.
                    let expected: Bool? =
                        switch (isMarked ? nil : far, near) {
                        case (nil, nil): nil
                        case (nil, _?): false
                        // A server that cannot be reached outside may be inside: better than not at all.
                        case (_?, nil): true
                        case (let far?, let near?): destination != server && near.length < max(far.length, 1)
                        }
                    let packet = "\(destination) \(isMarked) of \(tunnel) and \(main)"
                    #expect(routing.leads(destination, isMarked: isMarked, besides: main) == expected, "\(packet)")
                }
            }
        }
    }
}

/// What holds of the way from one routing to another.
@Suite struct `Changing what is led into a tunnel` {
    @Test(arguments: (0..<10).map { UInt64($0) })
    func `keeps the server outside at every step`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let mark = try #require(FirewallMark(0x6E6D_0001))
        let server = try IPAddress(parsing: "198.51.100.9")
        let choices = try [
            "0.0.0.0/0", "128.0.0.0/1", "198.51.100.0/24", "198.51.100.9/32", "10.0.0.0/8", "192.0.2.0/24",
        ]
        .map { try prefix($0) }
        let main: Set<IPPrefix> = [choices[0]]
        for _ in 0..<100 {
            // Other tests watch the clock.
            await Task.yield()
            let (before, after) = (
                try TunnelRouting(
                    of: choices.filter { _ in .random(using: &generator) }, mark: mark, outside: [server]),
                try TunnelRouting(of: choices.filter { _ in .random(using: &generator) }, mark: mark, outside: [server])
            )
            var state = LinkState(
                interface: try interface("nm-test"), isUp: true, routes: before.routes, rules: before.rules)
            let wanted = LinkConfiguration(addresses: [], routes: after.routes, rules: after.rules, mark: mark)
            for step in LinkPlan(from: state, to: wanted).steps {
                state.apply(LinkPlan(steps: [step]))
                let tunnel = Set(state.routes.map(\.destination))
                #expect(
                    state.rules.lead(server, isMarked: false, into: tunnel, besides: main) == false,
                    "\(step) on the way from \(before.routes) to \(after.routes)")
            }
            #expect(state.rules == after.rules && state.routes == after.routes)
        }
    }
}

extension Set<IPPrefix> {
    fileprivate func longest(for address: IPAddress) -> IPPrefix? {
        filter { $0.contains(address) }.max { $0.length < $1.length }
    }
}

extension TunnelRouting {
    fileprivate func leads(_ destination: IPAddress, isMarked: Bool, besides main: Set<IPPrefix>) -> Bool? {
        rules.lead(destination, isMarked: isMarked, into: Set(routes.map(\.destination)), besides: main)
    }
}

extension Set<RoutingRule> {
    /// Asks the rules as the kernel does: true for the tunnel, false for the main table, nil for no route.
    fileprivate func lead(
        _ destination: IPAddress, isMarked: Bool, into own: Set<IPPrefix>, besides main: Set<IPPrefix>
    ) -> Bool? {
        for rule in sorted() where rule.family == destination.family {
            switch rule.packets {
            case .to(let prefix) where !prefix.contains(destination): continue
            case .unmarked where isMarked: continue
            default: break
            }
            let found = (rule.table == .main ? main : own).longest(for: destination)
            if let found, found.length > rule.suppressedLength ?? -1 { return rule.table != .main }
        }
        return main.longest(for: destination) == nil ? nil : false
    }
}
