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
                .addAddress(try address("10.20.0.1/16")), .removeAddress(try address("10.10.0.1/16")),
                .addRoute(try route("192.0.3.0/24")), .removeRoute(try route("192.0.2.0/24")),
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

    @Test(arguments: (0..<10).map { UInt64($0) })
    func `between any two states lead there, and then there is nothing left to do`(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let addresses = try ["10.10.0.1/16", "10.10.0.2/16", "10.20.0.1/24", "fd00:10::1/64"].map { try address($0) }
        let routes = try ["192.0.2.0/24", "198.51.100.0/24", "0.0.0.0/0", "2001:db8:1::/48"].flatMap {
            [try route($0), try route($0, table: RouteTable(rawValue: 110))]
        }
        for _ in 0..<200 {
            func wish() throws -> LinkConfiguration {
                LinkConfiguration(
                    mtu: try MTU([1280, 1420].randomElement(using: &generator) ?? 1420),
                    addresses: Set(addresses.filter { _ in Bool.random(using: &generator) }),
                    routes: Set(routes.filter { _ in Bool.random(using: &generator) }))
            }
            var state = LinkState(interface: name)
            for wanted in [try wish(), try wish()] {
                state.apply(LinkPlan(from: state, to: wanted))
                #expect(state.addresses == wanted.addresses)
                #expect(state.routes == wanted.routes)
                #expect(state.mtu == wanted.mtu.rawValue)
                #expect(state.isUp)
                #expect(LinkPlan(from: state, to: wanted).isEmpty)
            }
        }
    }
}
