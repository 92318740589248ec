import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@Suite struct `Link plans` {
    private let name: InterfaceName

    init() throws {
        name = try interface("nm-test")
    }

    @Test func `bring a new interface up with what it is to have, in an order the kernel takes`() throws {
        let wanted = LinkConfiguration(
            mtu: try MTU(1380), addresses: [try address("10.10.0.1/16")], routes: [try route("192.0.2.0/24")])
        let plan = LinkPlan(from: LinkState(interface: name), to: wanted)
        #expect(
            plan.steps == [
                .setMTU(try MTU(1380)), .addAddress(try address("10.10.0.1/16")), .bringUp,
                .addRoute(try route("192.0.2.0/24")),
            ])
    }

    @Test func `add the new address and route before they remove the old`() throws {
        let state = LinkState(
            interface: name, isUp: true, addresses: [try address("10.10.0.1/16")],
            routes: [try route("192.0.2.0/24")])
        let wanted = LinkConfiguration(addresses: [try address("10.20.0.1/16")], routes: [try route("192.0.3.0/24")])
        #expect(
            LinkPlan(from: state, to: wanted).steps == [
                .addAddress(try address("10.20.0.1/16")), .addRoute(try route("192.0.3.0/24")),
                .removeRoute(try route("192.0.2.0/24")), .removeAddress(try address("10.10.0.1/16")),
            ])
    }

    @Test func `leave alone the address that the kernel made`() throws {
        let state = LinkState(interface: name, isUp: true, addresses: [try address("fe80::1/64")])
        #expect(LinkPlan(from: state, to: LinkConfiguration(addresses: [])).isEmpty)
    }

    @Test func `put back the routes that go with the last IPv4 address`() throws {
        let routes: Set<Route> = [try route("192.0.2.0/24"), try route("2001:db8:1::/48")]
        let state = LinkState(interface: name, isUp: true, addresses: [try address("10.10.0.1/16")], routes: routes)
        let wanted = LinkConfiguration(addresses: [], routes: routes)
        #expect(
            LinkPlan(from: state, to: wanted).steps == [
                .removeAddress(try address("10.10.0.1/16")), .addRoute(try route("192.0.2.0/24")),
            ])
    }

    @Test func `lead a rule to a table that is filled, and empty it when no rule leads there any more`() throws {
        let table = RouteTable(rawValue: 100)
        let (old, new) = (try rule(priority: 1, lookup: table), try rule(priority: 2, lookup: table))
        let (oldRoute, newRoute) = (try route("192.0.2.0/24", table: table), try route("192.0.3.0/24", table: table))
        let state = LinkState(
            interface: name, isUp: true, addresses: [try address("10.10.0.1/16")], routes: [oldRoute], rules: [old])
        let wanted = LinkConfiguration(addresses: state.addresses, routes: [newRoute], rules: [new])
        #expect(
            LinkPlan(from: state, to: wanted).steps == [
                .addRoute(newRoute), .addRule(new), .removeRule(old), .removeRoute(oldRoute),
            ])
    }

    @Test func `except packets by rules to the main table first, and cease to last`() throws {
        let state = LinkState(
            interface: name, isUp: true, routes: [try route("192.0.2.0/24")], rules: [try rule(priority: 1)])
        let wanted = LinkConfiguration(
            addresses: [], routes: [try route("192.0.3.0/24")], rules: [try rule(priority: 2)])
        #expect(
            LinkPlan(from: state, to: wanted).steps == [
                .addRule(try rule(priority: 2)), .addRoute(try route("192.0.3.0/24")),
                .removeRoute(try route("192.0.2.0/24")), .removeRule(try rule(priority: 1)),
            ])
    }

    @Test func `leave the rules of others alone`() throws {
        let state = LinkState(interface: name, isUp: true, rules: [try rule(priority: 1)])
        #expect(LinkPlan(from: state, to: LinkConfiguration(addresses: [])).isEmpty)
        #expect(LinkPlan(from: state, to: LinkConfiguration(addresses: [], mark: FirewallMark(8))).isEmpty)
        let owned = LinkConfiguration(addresses: [], mark: FirewallMark(7))
        #expect(LinkPlan(from: state, to: owned).steps == [.removeRule(try rule(priority: 1))])
    }

    @Test func `take an IPv6 address away before it comes with another prefix length`() throws {
        let state = LinkState(interface: name, isUp: true, addresses: [try address("fd00::1/64")])
        let wanted = LinkConfiguration(addresses: [try address("fd00::1/48"), try address("fd00::1/56")])
        #expect(
            LinkPlan(from: state, to: wanted).steps == [
                .removeAddress(try address("fd00::1/64")), .addAddress(try address("fd00::1/48")),
            ])
    }

    private func rule(priority: UInt32, lookup table: RouteTable = .main) throws -> RoutingRule {
        try RoutingRule(.ipv4, priority: priority, of: try #require(FirewallMark(7)), packets: .all, lookup: table)
    }
}
