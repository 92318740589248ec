import FoundationEssentials
import Glibc
import Testing

/// One test at a time, as all that have machines.
extension `The programs`.`With gateways` {
    /// What a network with the first index has its routes in.
    private static let table = "1852637185"

    @Test func `lead everybody to what lies behind an egress gateway, and leave its machine as it was`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (gate, inside) = (mesh.machines[0], mesh.machines[1])
            let lan = try await MachineLAN(behind: gate, number: 7)
            // What others have set up there.
            try await gate.namespace.shell(
                """
                nft -f - <<RULES
                table inet others { chain forward { type filter hook forward priority 5; policy accept; counter; }; }
                table ip nm-meshes { set kept { type ipv4_addr; elements = { 192.0.2.1 }; }; }
                RULES
                if command -v iptables >/dev/null; then
                    iptables -A FORWARD -s 192.0.2.0/24 -j DROP
                    ip6tables -A INPUT -s 2001:db8::/32 -j DROP
                fi
                sysctl --quiet --write net.ipv4.conf.all.accept_redirects=0 net.ipv4.conf.lan0.forwarding=1 \
                    net.ipv6.conf.lan0.forwarding=1
                ip rule add priority 1000 to 192.0.2.0/24 lookup 99
                ip route add 192.0.2.0/24 dev lo table 99
                """)
            let before = try await gate.surroundings(without: "nm-mesh")
            let insideBefore = try await inside.surroundings(without: "nm-mesh")

            // With translation: the host has no way back, and needs none.
            let set = ["gateway", "egress", "set", "mesh", "node1", "--range", lan.ranges[0], "--range", lan.ranges[1]]
            _ = try await mesh.nmctl(set + ["--wait"]).printed()
            try await inside.reaches(lan.host)
            try await inside.reaches(lan.host6)
            #expect(try await gate.reachesNow(lan.host))
            let routes: [RouteView] = try await inside.namespace.run(["ip", "-j", "route", "show", "table", Self.table])
                .decoded()
            #expect(routes.map(\.dst) == [lan.ranges[0]] && routes.map(\.dev) == ["nm-mesh"])
            let own: [RouteView] = try await gate.namespace.run(["ip", "-j", "route", "show", "table", "all"]).decoded()
            #expect(own.filter { $0.dst == lan.ranges[0] }.map(\.dev) == ["lan0"])
            let rules = try await gate.namespace.shell("nft -j list table inet nm-mesh")
            #expect(rules.contains("masquerade") && rules.contains("maxseg"))

            // Without, it has to know the way.
            _ = try await mesh.nmctl(set + ["--nat", "off", "--wait"]).printed()
            try await eventually("nothing is masqueraded") {
                try await !gate.namespace.shell("nft -j list table inet nm-mesh").contains("masquerade")
            }
            #expect(try await !inside.reachesNow(lan.host))
            try await lan.leadOut()
            try await inside.reaches(lan.host)
            try await inside.reaches(lan.host6)
            try await lan.reaches("10.20.0.2")

            // The role goes: its table goes, and the machine forwards no more. It leaves: all is as it was.
            _ = try await mesh.nmctl("gateway", "egress", "unset", "mesh", "node1", "--wait").printed()
            try await eventually("the gateway is none any more") {
                let text = try await gate.namespace.shell("nft list tables; sysctl net.ipv4.ip_forward")
                return !text.contains("nm-mesh\n") && text.contains("ip_forward = 0")
            }
            #expect(try await inside.namespace.shell("ip rule").contains("lookup \(Self.table)") == false)
            _ = try await mesh.nmctl(set + ["--wait"]).printed()
            try await inside.reaches(lan.host)
            for machine in [gate, inside] { _ = try await machine.netclient("leave", "-n", "mesh").printed() }
            for agent in agents { try await agent.ended() }
            for (machine, former) in [(gate, before), (inside, insideBefore)] {
                let after = try await machine.surroundings(without: "nm-mesh")
                #expect(Set(after.split(separator: "\n")).symmetricDifference(former.split(separator: "\n")) == [])
            }
            #expect(try await gate.files(in: "/etc/netclient").isEmpty)
        }
    }

    @Test func `keep the route that a gateway's machine has of a router, and give its setting back`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let gate = mesh.machines[0]
            try await MachineLAN(behind: gate, number: 7).advertiseRouter()
            let setting = "sysctl -n net.ipv6.conf.all.forwarding net.ipv6.conf.lan0.accept_ra"
            #expect(try await gate.namespace.shell(setting) == "0\n1\n")
            _ = try await mesh.nmctl("gateway", "ingress", "set", "mesh", "node1", "--wait").printed()
            try await eventually("the machine forwards and listens") {
                try await gate.namespace.shell(setting) == "1\n2\n"
            }
            #expect(try await gate.hasRouteOfRouter)
            _ = try await gate.netclient("leave", "-n", "mesh").printed()
            #expect(try await gate.namespace.shell(setting) == "0\n1\n")
            #expect(try await gate.hasRouteOfRouter)
            try await agents[0].ended()
            #expect(try await agents[1].stop() == 0)
        }
    }

    @Test func `join two networks behind egress gateways, whatever their hosts know of each other`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let first = try await MachineLAN(behind: mesh.machines[0], number: 7)
            let second = try await MachineLAN(behind: mesh.machines[1], number: 8)
            try await first.leadOut()
            for (lan, nat) in [(first, "off"), (second, "on")] {
                _ = try await mesh.nmctl(
                    "gateway", "egress", "set", "mesh", lan.machine.name, "--range", lan.ranges[0], "--range",
                    lan.ranges[1], "--nat", nat, "--wait"
                ).printed()
            }
            // The second's host does not know where the first is: its gateway speaks in the other's stead.
            try await first.reaches(second.host)
            try await first.reaches(second.host6)
            _ = try await mesh.nmctl(
                "gateway", "egress", "set", "mesh", "node2", "--range", second.ranges[0], "--range", second.ranges[1],
                "--nat", "off", "--wait"
            ).printed()
            try await second.leadOut()
            try await first.reaches(second.host)
            try await second.reaches(first.host)
            try await second.reaches(first.host6)
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }

    @Test func `join two networks by a machine that is in both`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            try await mesh.createNetwork("plant", range: "10.30.0.0/16", range6: "fd00:30::/64")
            let (first, bridge, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            var agents: [Program] = []
            for (network, members) in [("mesh", [first, bridge]), ("plant", [third, bridge])] {
                let key = try await mesh.createKey(of: network)
                for machine in members {
                    _ = try await mesh.join(machine, with: key).printed()
                    agents.append(try await machine.startAgent(of: network))
                }
                try await mesh.allHaveEverything(of: network)
            }
            try await bridge.namespace.shell(
                "sysctl --quiet --write net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0")
            for (network, range, range6) in [
                ("mesh", "10.30.0.0/16", "fd00:30::/64"), ("plant", "10.20.0.0/16", "fd00:20::/64"),
            ] {
                _ = try await mesh.nmctl(
                    "gateway", "egress", "set", network, "node2", "--range", range, "--range", range6, "--wait"
                ).printed()
            }
            try await first.reaches("10.30.0.1")
            try await third.reaches("10.20.0.1")
            try await first.reaches("fd00:30::1")
            try await third.reaches("fd00:20::1")

            // One network goes: the machine forwards for the other as before, and then for none.
            _ = try await bridge.netclient("leave", "-n", "plant").printed()
            #expect(try await bridge.namespace.shell("nft list tables") == "table inet nm-mesh\n")
            #expect(try await bridge.namespace.shell("sysctl net.ipv4.ip_forward").contains("= 1"))
            _ = try await bridge.netclient("leave", "-n", "mesh").printed()
            #expect(try await bridge.namespace.shell("nft list tables") == "")
            #expect(try await bridge.namespace.shell("sysctl net.ipv4.ip_forward").contains("= 0"))
            #expect(try await bridge.files(in: "/etc/netclient").isEmpty)
        }
    }

    @Test func `let in a device by wg-quick, whatever else its gateway does, and cut it off at its moment`()
        async throws
    {
        try await Mesh.running(machines: 3) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (gate, inside, device) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let key = try await mesh.createKey()
            var agents: [Program] = []
            for machine in [gate, inside] {
                _ = try await mesh.join(machine, with: key).printed()
                agents.append(try await machine.startAgent())
            }
            try await mesh.allHaveEverything()
            let lan = try await MachineLAN(behind: gate, number: 7)
            let folder = mesh.world.folder

            // Every combination of roles on one machine.
            _ = try await mesh.nmctl("gateway", "ingress", "set", "mesh", "node1", "--wait").printed()
            _ = try await mesh.nmctl(
                "client", "create", "mesh", "phone", "--gateway", "node1", "--output-file", "\(folder)/phone.conf",
                "--wait"
            ).printed()
            try await device.namespace.shell("wg-quick up '\(folder)/phone.conf'")
            for (egress, relay) in [(false, false), (true, false), (true, true), (false, true)] {
                if egress {
                    _ = try await mesh.nmctl(
                        "gateway", "egress", "set", "mesh", "node1", "--range", lan.ranges[0], "--range",
                        lan.ranges[1], "--wait"
                    ).printed()
                } else if relay {
                    _ = try await mesh.nmctl("gateway", "egress", "unset", "mesh", "node1", "--wait").printed()
                }
                if relay, egress {
                    _ = try await mesh.nmctl("gateway", "relay", "set", "mesh", "node1", "--wait").printed()
                }
                for address in ["10.20.0.1", "10.20.0.2", "fd00:20::1", "fd00:20::2"] {
                    try await device.reaches(address)
                }
                try await inside.reaches("10.20.0.3")
                try await inside.reaches("fd00:20::3")
                guard egress else { continue }
                try await inside.reaches(lan.host)
                // The file that the device has is of before: what it sends there is its owner's affair.
                try await device.namespace.shell(
                    """
                    wg set phone peer "$(wg show phone peers)" \
                        allowed-ips 10.20.0.0/16,fd00:20::/64,\(lan.ranges[0]),\(lan.ranges[1])
                    ip route replace \(lan.ranges[0]) dev phone
                    ip -6 route replace \(lan.ranges[1]) dev phone
                    """)
                try await device.reaches(lan.host)
                try await device.reaches(lan.host6)
            }
            // What is none of the gateway's work does not come through, though the machine forwards.
            #expect(try await !device.reachesNow(lan.host))
            try await device.namespace.shell("wg-quick down '\(folder)/phone.conf'")

            // Another is cut off at its moment, with the server gone.
            let end = Date().addingTimeInterval(25)
            _ = try await mesh.nmctl(
                "client", "create", "mesh", "guest", "--gateway", "node1", "--output-file", "\(folder)/guest.conf",
                "--expires", end.formatted(.iso8601), "--wait"
            ).printed()
            try await device.namespace.shell("wg-quick up '\(folder)/guest.conf'")
            try await device.reaches("10.20.0.2")
            try await server.stop()
            try await eventually("the guest is cut off", within: .seconds(40)) {
                try await !gate.device().peers.contains { $0.allowedIPs.contains("10.20.0.4/32") }
            }
            #expect(Date() > end.addingTimeInterval(-1.5) && Date() < end.addingTimeInterval(3))
            #expect(try await !device.reachesNow("10.20.0.2"))
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }

    @Test func `put right what somebody else does to a tunnel and a gateway, and say so`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (gate, inside) = (mesh.machines[0], mesh.machines[1])
            let lan = try await MachineLAN(behind: gate, number: 7)
            _ = try await mesh.nmctl(
                "gateway", "egress", "set", "mesh", "node1", "--range", lan.ranges[0], "--range", lan.ranges[1],
                "--wait"
            ).printed()
            try await inside.reaches(lan.host)
            let wanted = try await inside.surroundings() + gate.surroundings()
            let devices = try await inside.device().told + gate.device().told

            let harm = ContinuousClock.now
            try await inside.namespace.shell(
                """
                ip route flush table \(Self.table)
                ip -6 route flush table \(Self.table)
                while ip rule del lookup \(Self.table) 2>/dev/null; do :; done
                ip address del 10.20.0.2/16 dev nm-mesh
                wg set nm-mesh peer "$(wg show nm-mesh peers)" remove
                """)
            try await gate.namespace.shell(
                """
                nft delete table inet nm-mesh
                sysctl --quiet --write net.ipv4.ip_forward=0
                wg set nm-mesh listen-port 4711 peer "$(wg show nm-mesh peers)" allowed-ips 10.20.0.99/32
                """)
            var difference: [String] = []
            do {
                try await eventually("all is put right", within: .seconds(30)) {
                    let text = try await inside.surroundings() + gate.surroundings()
                    let told = try await inside.device().told + gate.device().told
                    difference = Self.comparable(text).symmetricDifference(Self.comparable(wanted)).map(String.init)
                    difference += Set(told).symmetricDifference(devices)
                    return difference.isEmpty
                }
            } catch let error as TooLate {
                throw TooLate(description: ([error.description] + difference).joined(separator: "\n"))
            }
            #expect(ContinuousClock.now - harm < .seconds(30))
            try await inside.reaches(lan.host)
            for (machine, agent) in zip([gate, inside], agents) {
                try await eventually("\(machine.name) counts it") {
                    let statuses: [RepairsView] = try await machine.netclient("status", "-o", "json").decoded()
                    return statuses.allSatisfy { $0.repairs ?? 0 > 0 }
                }
                #expect(try agent.said.contains("is put right"))
            }
            #expect(try agents[0].said.contains("table inet nm-mesh was gone"))

            // A firewall that drops what it does not know is its owner's: it is named, and not touched.
            try await gate.namespace.shell(
                "nft add table ip filter; "
                    + "nft add chain ip filter FORWARD '{ type filter hook forward priority 0; policy drop; }'")
            try await eventually("the chain is named", within: .seconds(30)) {
                try await gate.netclient("status", "-n", "mesh").printed().contains("chain FORWARD of table ip filter")
            }
            #expect(try await !inside.reachesNow(lan.host))
            try await gate.namespace.shell(
                "nft insert rule ip filter FORWARD iifname nm-mesh accept; "
                    + "nft insert rule ip filter FORWARD oifname nm-mesh accept")
            try await inside.reaches(lan.host)
            try await eventually("nothing is in the way", within: .seconds(30)) {
                try await !gate.netclient("status", "-n", "mesh").printed().contains("chain FORWARD")
            }
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }

    @Test func `name the strict reverse path filter that keeps a gateway's peers from being heard`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (gate, inside) = (mesh.machines[0], mesh.machines[1])
            func filter(_ value: Int) async throws {
                try await inside.namespace.shell(
                    "sysctl --quiet --write net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=\(value)")
            }
            func status() async throws -> String { try await inside.netclient("status", "-n", "mesh").printed() }
            try await filter(1)
            try await inside.reaches("10.20.0.1")
            #expect(try await !status().contains("reverse path filter"))
            // All that the machines have of the Internet is led through the tunnel now, its own packets left out.
            _ = try await mesh.nmctl(
                "gateway", "egress", "set", "mesh", gate.name, "--range", "198.51.100.0/24", "--wait"
            ).printed()
            try await eventually("the filter is named", within: .seconds(30)) {
                try await status().contains("sysctl -w net.ipv4.conf.eth0.rp_filter=2")
            }
            try await filter(2)
            try await eventually("the filter is in nobody's way", within: .seconds(30)) {
                try await !status().contains("reverse path filter")
            }
            try await inside.reaches("10.20.0.1")
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }

    /// Without what the kernel numbers anew.
    private static func comparable(_ text: String) -> Set<Substring> {
        Set(text.replacing(#/"handle": \d+/#, with: "").split(separator: "{"))
    }

    @Test func `take no interface that is somebody else's`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            let (first, second) = (mesh.machines[0], mesh.machines[1])

            // A device of another kind, and a tunnel of wg-quick.
            try await first.namespace.shell("ip link add nm-mesh type bridge; ip address add 192.0.2.1/24 dev nm-mesh")
            try await second.namespace.shell(
                """
                mkdir -p /run/theirs
                printf '[Interface]\\nPrivateKey = %s\\nAddress = 192.0.2.1/24\\n' "$(wg genkey)" >/run/theirs/nm-mesh.conf
                wg-quick up /run/theirs/nm-mesh.conf
                """)
            for (machine, owner) in [(first, "bridge"), (second, "somebody else's WireGuard")] {
                let before =
                    try await machine.surroundings()
                    + machine.namespace.shell("ip address | grep -v fe80; wg show all dump")
                let refused = try await mesh.join(machine, with: key)
                #expect(refused.exitStatus != 0)
                #expect(refused.complaints.contains(owner) && refused.complaints.contains("nm-mesh"))
                let after =
                    try await machine.surroundings()
                    + machine.namespace.shell("ip address | grep -v fe80; wg show all dump")
                #expect(after == before)
                #expect(try await machine.files(in: "/etc/netclient").isEmpty)
            }
            #expect(try await mesh.nodes().isEmpty)

            // Once it is gone the machine joins. Where it comes back while no agent runs, it is not taken over, nor
            // taken away with the network.
            try await second.namespace.shell("wg-quick down /run/theirs/nm-mesh.conf")
            _ = try await mesh.join(second, with: key).printed()
            try await second.namespace.shell("ip link delete nm-mesh")
            try await eventually("the tunnel has ended") { try second.wireGuardProcess == nil }
            try await second.namespace.shell("wg-quick up /run/theirs/nm-mesh.conf")
            let theirs = try await second.namespace.shell(
                "wg show nm-mesh dump; ip -o address show dev nm-mesh | grep -v fe80")
            let agent = try await second.startAgent()
            try await agent.says("somebody else's WireGuard")
            #expect(
                try await second.namespace.shell("wg show nm-mesh dump; ip -o address show dev nm-mesh | grep -v fe80")
                    == theirs)
            _ = try await second.netclient("leave", "-n", "mesh").printed()
            try await agent.ended()
            #expect(
                try await second.namespace.shell("wg show nm-mesh dump; ip -o address show dev nm-mesh | grep -v fe80")
                    == theirs)
        }
    }
}

extension DeviceView {
    /// What it was told to be; where its peers are is theirs to say.
    fileprivate var told: [String] {
        peers.map { "\($0.publicKey) \($0.allowedIPs.sorted()) \($0.persistentKeepalive)" }
            + ["\(publicKey) \(listenPort) \(firewallMark)"]
    }
}

/// What `ip -j route` says.
private struct RouteView: Decodable {
    let dst: String
    let dev: String?
}

/// What `netclient status -o json` says.
private struct RepairsView: Decodable {
    let repairs: Int?
}
