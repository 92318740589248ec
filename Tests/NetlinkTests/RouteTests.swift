import Glibc
import Netlink
import Testing

/// What a request of ours looks like on the wire, and what the kernel's answers are read as.
@Suite struct `Links, addresses and routes` {
    private func sent(_ body: (NetlinkConnection) throws -> Void) throws -> [UInt8] {
        let kernel = ScriptedNetlink([{ [$0[$0.count - 1].acknowledgement()] }])
        try body(NetlinkConnection(over: kernel))
        return Array(kernel.requests[0].whole[4...])
    }

    @Test func `an interface is made by name and kind`() throws {
        #expect(
            try sent { try $0.createLink(named: "nm-a", kind: "wireguard") }
                == bytes(
                    """
                    10 00                    # RTM_NEWLINK
                    05 06                    # request, acknowledge, exclusive, create
                    01 00 00 00 04 03 02 01  # sequence, port
                    00 00 00 00              # any family and type
                    00 00 00 00              # index 0: by name
                    00 00 00 00 00 00 00 00  # flags, change
                    09 00 03 00              # IFLA_IFNAME
                    6E 6D 2D 61 00 00 00 00  # "nm-a"
                    14 00 12 80              # IFLA_LINKINFO, nested
                    0E 00 01 00              # IFLA_INFO_KIND
                    77 69 72 65 67 75 61 72  # "wireguar"
                    64 00 00 00              # "d"
                    """))
    }

    @Test func `an interface comes up by its number`() throws {
        #expect(
            try sent { try $0.bringUp(7, named: "nm-a") }
                == bytes(
                    """
                    10 00 05 00              # RTM_NEWLINK; request, acknowledge
                    01 00 00 00 04 03 02 01  # sequence, port
                    00 00 00 00              # any family and type
                    07 00 00 00              # index
                    01 00 00 00              # IFF_UP
                    01 00 00 00              # is what changes
                    """))
    }

    @Test func `an address is added with its prefix length`() throws {
        let address = AddressMessage(index: 7, address: .v4(0x0A0A_0005), prefixLength: 16)
        #expect(
            try sent { try $0.add(address, "add") }
                == bytes(
                    """
                    14 00 05 06              # RTM_NEWADDR; request, acknowledge, exclusive, create
                    01 00 00 00 04 03 02 01  # sequence, port
                    02 10 00 00              # AF_INET, /16, flags, scope
                    07 00 00 00              # index
                    08 00 02 00 0A 0A 00 05  # IFA_LOCAL 10.10.0.5
                    08 00 01 00 0A 0A 00 05  # IFA_ADDRESS
                    """))
    }

    @Test func `an IPv6 address is removed`() throws {
        let address = AddressMessage(index: 7, address: .v6(0x2001_0DB8 << 96 | 5), prefixLength: 64)
        #expect(
            try sent { try $0.remove(address, "remove") }
                == bytes(
                    """
                    15 00 05 00              # RTM_DELADDR; request, acknowledge
                    01 00 00 00 04 03 02 01  # sequence, port
                    0A 40 00 00              # AF_INET6, /64, flags, scope
                    07 00 00 00              # index
                    14 00 02 00              # IFA_LOCAL
                    20 01 0D B8 00 00 00 00
                    00 00 00 00 00 00 00 05
                    14 00 01 00              # IFA_ADDRESS
                    20 01 0D B8 00 00 00 00
                    00 00 00 00 00 00 00 05
                    """))
    }

    @Test func `a route carries its table as an attribute and its maker's mark`() throws {
        let route = RouteMessage(
            destination: .v4(0xC000_0200), prefixLength: 24, index: 7, table: 0x6E6D_0001, routeProtocol: 110)
        #expect(
            try sent { try $0.perform(.add, [route]) { _ in "add" } }
                == bytes(
                    """
                    18 00 05 06              # RTM_NEWROUTE; request, acknowledge, exclusive, create
                    01 00 00 00 04 03 02 01  # sequence, port
                    02 18 00 00              # AF_INET, /24, no source, no service
                    00 6E FD 01              # table by attribute, protocol 110, scope link, unicast
                    00 00 00 00              # flags
                    08 00 01 00 C0 00 02 00  # RTA_DST 192.0.2.0
                    08 00 04 00 07 00 00 00  # RTA_OIF 7
                    08 00 0F 00 01 00 6D 6E  # RTA_TABLE
                    """))
    }

    @Test func `an IPv6 route has a metric, and goes whatever its scope`() throws {
        let route = RouteMessage(
            destination: .v6(0x2001_0DB8 << 96), prefixLength: 48, index: 7, table: 254, metric: 0, routeProtocol: 110)
        #expect(route.metric == 1024)
        #expect(
            try sent { try $0.perform(.remove, [route]) { _ in "remove" } }
                == bytes(
                    """
                    19 00 05 00              # RTM_DELROUTE; request, acknowledge
                    01 00 00 00 04 03 02 01  # sequence, port
                    0A 30 00 00              # AF_INET6, /48, no source, no service
                    FE 6E FF 01              # main, protocol 110, any scope, unicast
                    00 00 00 00              # flags
                    14 00 01 00              # RTA_DST
                    20 01 0D B8 00 00 00 00
                    00 00 00 00 00 00 00 00
                    08 00 04 00 07 00 00 00  # RTA_OIF 7
                    08 00 0F 00 FE 00 00 00  # RTA_TABLE main
                    08 00 06 00 00 04 00 00  # RTA_PRIORITY 1024
                    """))
    }

    @Test func `an interface is given another name by its number`() throws {
        #expect(
            try sent { try $0.rename(7, named: "nm-a", to: "nm-b") }
                == bytes(
                    """
                    10 00 05 00              # RTM_NEWLINK; request, acknowledge
                    01 00 00 00 04 03 02 01  # sequence, port
                    00 00 00 00              # any family and type
                    07 00 00 00              # index
                    00 00 00 00 00 00 00 00  # flags, change
                    09 00 03 00              # IFLA_IFNAME
                    6E 6D 2D 62 00 00 00 00  # "nm-b"
                    """))
    }

    @Test func `routes go a hundred a send`() throws {
        let answer: ScriptedNetlink.Answer = { [$0[$0.count - 1].acknowledgement()] }
        let kernel = ScriptedNetlink([answer, answer, answer])
        let routes = (0..<250).map {
            RouteMessage(
                destination: .v4(0x0A00_0000 + UInt32($0)), prefixLength: 32, index: 7, table: 254,
                routeProtocol: 110)
        }
        try NetlinkConnection(over: kernel).perform(.add, routes) { "add \($0.destination)" }
        #expect(kernel.requests.count == 250)
        #expect(kernel.requests.enumerated().filter { $0.element.flags & 4 != 0 }.map(\.offset) == [99, 199, 249])
    }

    @Test func `an interface is read with its kind, state and MTU`() throws {
        let content = bytes(
            """
            00 00 FE FF              # any family, ARPHRD_NONE
            07 00 00 00              # index
            91 00 00 00 00 00 00 00  # up, point to point, no ARP
            09 00 03 00              # IFLA_IFNAME
            6E 6D 2D 61 00 00 00 00  # "nm-a"
            08 00 04 00 8C 05 00 00  # IFLA_MTU 1420
            10 00 12 80              # IFLA_LINKINFO
            0C 00 01 00              # IFLA_INFO_KIND
            77 69 72 65 67 75 61 00  # "wiregua"
            """)
        let kernel = ScriptedNetlink([{ [$0[0].answer(type: 16, content), $0[0].acknowledgement()] }])
        let link = try #require(try NetlinkConnection(over: kernel).link(named: "nm-a"))
        #expect(link == LinkMessage(index: 7, name: "nm-a", kind: "wiregua", isUp: true, mtu: 1420))
    }

    @Test func `an interface that does not exist is nil`() throws {
        let kernel = ScriptedNetlink([{ [$0[0].acknowledgement(ENODEV)] }])
        #expect(try NetlinkConnection(over: kernel).link(named: "nm-a") == nil)
    }

    @Test func `addresses of other interfaces are left out`() throws {
        let ours = bytes(
            """
            02 18 80 00 07 00 00 00  # AF_INET, /24, permanent, index 7
            08 00 01 00 C0 00 02 01  # IFA_ADDRESS
            08 00 02 00 C0 00 02 01  # IFA_LOCAL
            """)
        var others = ours
        others[4] = 8
        let kernel = ScriptedNetlink([
            { [$0[0].answer(type: 20, flags: 2, others) + $0[0].answer(type: 20, flags: 2, ours), $0[0].done()] }
        ])
        let addresses = try NetlinkConnection(over: kernel).addresses(of: 7, named: "nm-a")
        #expect(addresses == [AddressMessage(index: 7, address: .v4(0xC000_0201), prefixLength: 24)])
    }

    @Test func `a default route is read as all zeros, with its metric`() throws {
        let content = bytes(
            """
            02 00 00 00              # AF_INET, /0
            00 6E FD 01              # table by attribute, protocol 110, scope link, unicast
            00 00 00 00
            08 00 0F 00 01 00 6D 6E  # RTA_TABLE
            08 00 04 00 07 00 00 00  # RTA_OIF
            08 00 06 00 32 00 00 00  # RTA_PRIORITY
            """)
        let kernel = ScriptedNetlink([
            { [$0[0].answer(type: 24, flags: 2, content), $0[0].done()] }, { [$0[0].done()] },
        ])
        let routes = try NetlinkConnection(over: kernel).routes(over: 7, named: "nm-a", markedBy: 110)
        #expect(
            routes == [
                RouteMessage(
                    destination: .v4(0), prefixLength: 0, index: 7, table: 0x6E6D_0001, metric: 50,
                    routeProtocol: 110)
            ])
    }
}
