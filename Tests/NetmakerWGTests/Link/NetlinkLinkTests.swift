import NetmakerCore
import NetmakerWG
import Testing

/// Against this machine's kernel.
@Suite(.enabled(if: Machine.mayMakeNamespaces, "needs root and iproute2"))
struct `A link of the kernel` {
    @Test func `takes another name while it is up, with its addresses and routes`() async throws {
        try await OneMachine.running(interfaces: 2) { machine in
            let link = machine.links[0]
            let mark = try #require(FirewallMark(0x6E6D_0001))
            let routing = try TunnelRouting(of: [try prefix("0.0.0.0/0"), try prefix("::/0")], mark: mark)
            let wanted = LinkConfiguration(
                addresses: [try address("10.10.0.1/16"), try address("fd00:10::1/64")],
                routes: routing.routes.union([try route("198.51.100.0/24"), try route("2001:db8:1::/48")]),
                rules: routing.rules)
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))

            try await link.rename(to: try interface("nm-new"))
            #expect(await link.interface == (try interface("nm-new")))
            #expect(LinkPlan(from: try #require(await link.state()), to: wanted).isEmpty)
            #expect(try await NetlinkLink(machine.names[0], in: machine.namespace).state() == nil)
            try await link.rename(to: try interface("nm-new"))

            let taken = await #expect(throws: WireGuardError.self) { try await link.rename(to: machine.names[1]) }
            #expect(taken?.code == .foreignInterface)
            let gone = try NetlinkLink(machine.names[0], in: machine.namespace)
            let error = await #expect(throws: WireGuardError.self) { try await gone.rename(to: try interface("nm-x")) }
            #expect(error?.code == .interfaceGone)
        }
    }

    @Test(.enabled(if: Machine.mayMakeTunnels, "needs root and /dev/net/tun"))
    func `is not renamed when a process serves it`() async throws {
        try await OneMachine.running(interfaces: 0) { machine in
            try await shell("ip -n \(machine.name) tuntap add dev nm-tun mode tun")
            let link = try NetlinkLink(try interface("nm-tun"), in: machine.namespace)
            let error = await #expect(throws: WireGuardError.self) { try await link.rename(to: try interface("nm-x")) }
            #expect(error?.code == .refused)
        }
    }

    @Test func `takes no route while it is down, and all of them with the next plan`() async throws {
        try await OneMachine.running(interfaces: 1) { machine in
            let link = machine.links[0]
            for text in ["198.51.100.0/24", "2001:db8:1::/48"] {
                let plan = LinkPlan(steps: [.addRoute(try route(text))])
                let error = await #expect(throws: WireGuardError.self) { try await link.apply(plan) }
                #expect(error?.code == .refused)
                #expect(error?.message.contains("add route \(text) over interface nm-0") == true)
                let wanted = LinkConfiguration(addresses: [], routes: [try route(text)])
                try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
                #expect(try await link.state()?.routes == wanted.routes)
                try await link.apply(LinkPlan(steps: [.takeDown]))
                #expect(try await link.state()?.routes == [])
            }
        }
    }

    @Test func `shows our routes of every table and metric, and none of others`() async throws {
        try await OneMachine.running(interfaces: 2) { machine in
            let name = machine.name
            try await shell(
                """
                set -e
                ip -n \(name) link set nm-0 up
                ip -n \(name) link set nm-1 up
                ip -n \(name) address add 10.10.0.1/16 dev nm-0
                ip -n \(name) route add 198.51.100.0/24 dev nm-0 proto 110 metric 7
                ip -n \(name) route add 198.51.101.0/24 via 10.10.9.9 proto 110
                ip -n \(name) route add 198.51.102.0/24 dev nm-1 proto 110
                ip -n \(name) route add 198.51.103.0/24 dev nm-0 proto static
                ip -n \(name) -6 route add 2001:db8:1::/48 dev nm-0 proto 110 metric 0
                ip -n \(name) -6 route add 2001:db8:1::/48 dev nm-0 proto 110 metric 256 table 77
                ip -n \(name) rule add priority 5 lookup 77 protocol 110
                ip -n \(name) rule add priority 6 fwmark 9/0 iif lo lookup 77 protocol 110
                ip -n \(name) rule add priority 7 fwmark 9/0 lookup 77 protocol 4
                ip -n \(name) -6 rule add priority 8 fwmark 9/0 lookup 77 protocol 110
                """)
            let link = machine.links[0]
            let routes: Set = [
                Route(to: try prefix("198.51.100.0/24"), metric: 7), try route("198.51.101.0/24"),
                try route("2001:db8:1::/48"),
                Route(to: try prefix("2001:db8:1::/48"), table: RouteTable(rawValue: 77), metric: 256),
            ]
            let rule = try RoutingRule(
                .ipv6, priority: 8, of: try #require(FirewallMark(9)), packets: .all, lookup: RouteTable(rawValue: 77))
            #expect(try await link.state()?.routes == routes)
            #expect(try await link.state()?.rules == [rule])

            // One of ours goes whatever it was made with.
            let wanted = LinkConfiguration(addresses: [try address("10.10.0.1/16")], mark: FirewallMark(9))
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            #expect(try await link.state()?.routes == [])
            #expect(try await shell("ip -n \(name) rule show | grep -c 'lookup 77'") == "3\n")

            // Another's of the same destination, table and metric is in the way.
            let clash = LinkConfiguration(
                addresses: wanted.addresses, routes: [try route("198.51.103.0/24")], mark: wanted.mark)
            let plan = LinkPlan(from: try #require(await link.state()), to: clash)
            let error = await #expect(throws: WireGuardError.self) { try await link.apply(plan) }
            #expect(error?.code == .routeExists)
        }
    }

    @Test func `says that an address is there with another prefix length, not that a route is`() async throws {
        try await OneMachine.running(interfaces: 1) { machine in
            let link = machine.links[0]
            try await link.apply(LinkPlan(steps: [.addAddress(try address("fd00:10::1/64"))]))
            let error = await #expect(throws: WireGuardError.self) {
                try await link.apply(LinkPlan(steps: [.addAddress(try address("fd00:10::1/48"))]))
            }
            #expect(error?.code == .refused)
            #expect(error?.remedy.contains("prefix length") == true)
        }
    }

    @Test func `removes its rules and none that asks for more, though the kernel would take one for the other`()
        async throws
    {
        try await OneMachine.running(interfaces: 1) { machine in
            let link = machine.links[0]
            let mark = try #require(FirewallMark(0x6E6D_0001))
            let special =
                "priority 28335 not fwmark \(mark)/0xffffffff iif lo lookup \(mark.rawValue) protocol 110"
            try await shell("ip -n \(machine.name) rule add \(special)")
            let routing = try TunnelRouting(of: [try prefix("0.0.0.0/0")], mark: mark)
            let wanted = LinkConfiguration(addresses: [], routes: routing.routes, rules: routing.rules)
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            #expect(try await link.state()?.rules == routing.rules)

            let nothing = LinkConfiguration(addresses: [], mark: mark)
            try await link.apply(LinkPlan(from: try #require(await link.state()), to: nothing))
            #expect(try await link.state()?.rules == [])
            let left = try await shell("ip -n \(machine.name) rule show | grep 'proto 110'")
            #expect(
                left == "28335:\tnot from all fwmark \(mark) iif lo lookup \(mark.rawValue) proto 110\n")
        }
    }

    @Test func `that leads everything away is not led into another that does`() async throws {
        try await OneMachine.running(interfaces: 3) { machine in
            let name = machine.name
            try await shell(
                """
                set -e
                ip -n \(name) link set nm-2 up
                ip -n \(name) address add 192.0.2.1/24 dev nm-2
                ip -n \(name) -6 address add 2001:db8:1::1/64 dev nm-2
                ip -n \(name) route add default via 192.0.2.254
                ip -n \(name) -6 route add default via 2001:db8:1::fe
                """)
            let marks = try [0x6E6D_0001, 0x6E6D_0002].map { try #require(FirewallMark($0)) }
            for (link, mark) in zip(machine.links, marks) {
                let routing = try TunnelRouting(
                    of: [try prefix("0.0.0.0/0"), try prefix("::/0")], mark: mark, knownBy: 0xFFFF_0000)
                let wanted = LinkConfiguration(addresses: [], routes: routing.routes, rules: routing.rules)
                try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            }
            for address in ["198.51.100.2", "2001:db8:2::2"] {
                for mark in marks {
                    #expect(try await shell("ip -n \(name) route get \(address) mark \(mark)").contains("dev nm-2"))
                }
                #expect(try await shell("ip -n \(name) route get \(address)").contains("dev nm-0"))
                #expect(try await shell("ip -n \(name) route get \(address) mark 1").contains("dev nm-0"))
            }
        }
    }

    @Test func `takes the rules of an interface that vanished when it is removed, and no others`() async throws {
        try await OneMachine.running(interfaces: 2) { machine in
            let kind = try #require(await machine.links[0].kind())
            for (index, link) in machine.links.enumerated() {
                let mark = try #require(FirewallMark(0x6E6D_0001 + UInt32(index)))
                let routing = try TunnelRouting(of: [try prefix("0.0.0.0/0")], mark: mark, knownBy: 0xFFFF_0000)
                let wanted = LinkConfiguration(
                    addresses: [try address("10.\(index).0.1/16")], routes: routing.routes, rules: routing.rules)
                try await link.apply(LinkPlan(from: try #require(await link.state()), to: wanted))
            }
            // Its tunnel may be about to come.
            let exception = try RoutingRule(
                .ipv4, priority: 28_269, of: try #require(FirewallMark(0x6E6D_0003)),
                packets: .to(try prefix("198.51.100.9/32")), lookup: .main)
            try await machine.links[1].apply(LinkPlan(steps: [.addRule(exception)]))
            // As when its process dies: the rules stay.
            try await shell("ip -n \(machine.name) link delete nm-0")
            #expect(try await machine.links[1].state()?.rules.count == 5)
            try await machine.links[0].remove(kind: kind)
            #expect(
                try await machine.links[1].state()?.rules.map(\.owner.rawValue).sorted()
                    == [0x6E6D_0002, 0x6E6D_0002, 0x6E6D_0003])
            try await machine.links[1].remove(kind: kind)
            #expect(try await shell("ip -n \(machine.name) rule show | wc -l") == "4\n")
        }
    }
}

@Suite(
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `A WireGuard link of the kernel` {
    @Test func `keeps its device when it takes another name`() async throws {
        try await OneMachine.running(interfaces: 0) { machine in
            let backend = KernelBackend(in: machine.namespace)
            let (old, new) = (try interface("nm-old"), try interface("nm-new"))
            let (device, link) = try await backend.open(old)
            let wanted = DeviceConfiguration(
                privateKey: .generate(), listenPort: .netmaker,
                peers: [try publicKey(1): PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.2/32"))])
            try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: .testNow))
            try await link.converge(to: LinkConfiguration(addresses: [try address("10.10.0.1/24")]))

            try await NetlinkLink(old, in: machine.namespace).rename(to: new)
            let error = await #expect(throws: WireGuardError.self) { try await device.state() }
            #expect(error?.code == .interfaceGone)
            let renamed = try await backend.open(new)
            #expect(DevicePlan(from: try await renamed.device.state(), to: wanted, now: .testNow).isEmpty)
            #expect(try await renamed.link.state()?.isUp == true)
            try await backend.remove(new)
        }
    }
}
