import Netlink
import Testing

/// Against this machine's kernel; reading needs no privileges.
@Suite struct `A netlink socket` {
    @Test func `finds the controller of generic netlink`() throws {
        let family = try GenericFamily.named("nlctrl", over: NetlinkConnection(.generic))
        #expect(family?.number == 16)
    }

    @Test func `reads the loopback interface and its addresses`() throws {
        let connection = try NetlinkConnection(.route)
        let loopback = try #require(try connection.link(named: "lo"))
        #expect(loopback.index == 1)
        #expect(try connection.addresses(of: 1, named: "lo").allSatisfy { $0.index == 1 })
    }

    @Test func `finds no interface that is not there`() throws {
        #expect(try NetlinkConnection(.route).link(named: "nm-absent") == nil)
    }

    @Test func `tells which namespace cannot be entered`() {
        let error = #expect(throws: NetlinkError.self) {
            _ = try NetlinkConnection(.route, inNamespaceAt: "/run/netns/nm-absent")
        }
        #expect(error?.description.contains("/run/netns/nm-absent") == true)
    }
}
