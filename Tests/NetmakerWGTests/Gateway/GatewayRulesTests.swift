import NetmakerCore
import NetmakerWG
import Testing

@Suite struct `The rules of a gateway` {
    /// How every table begins.
    private static let opening = """
        table inet nm-harbor
        delete table inet nm-harbor
        table inet nm-harbor {
        \tchain forward {
        \t\ttype filter hook forward priority filter; policy accept;
        \t\tiifname "nm-harbor" tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu
        \t\toifname "nm-harbor" tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu

        """

    private func prefixes(_ texts: String...) throws -> [IPPrefix] { try texts.map { try IPPrefix(parsing: $0) } }

    private func interface(_ name: String = "nm-harbor") throws -> InterfaceName { try InterfaceName(parsing: name) }

    @Test func `forward and masquerade what leaves by an egress gateway`() throws {
        let rules = try GatewayRules(
            table: "nm-harbor", interface: try interface(),
            egress: .init(
                ranges: try prefixes("192.168.1.0/24", "2001:db8:1::/64"), interface: try interface("eth0"),
                masquerading: try prefixes("10.10.0.0/16", "fd00:10::/64", "192.168.7.0/24")),
            guarded: [.ipv4, .ipv6])
        #expect(
            rules.text == Self.opening + """
                \t\tiifname "nm-harbor" oifname "eth0" ip daddr { 192.168.1.0/24 } accept
                \t\tiifname "nm-harbor" oifname "eth0" ip6 daddr { 2001:db8:1::/64 } accept
                \t\tiifname "nm-harbor" ct state established,related accept
                \t\tiifname "nm-harbor" ct status dnat accept
                \t\tiifname "nm-harbor" meta nfproto ipv4 drop
                \t\tiifname "nm-harbor" meta nfproto ipv6 drop
                \t}

                \tchain postrouting {
                \t\ttype nat hook postrouting priority srcnat; policy accept;
                \t\toifname "eth0" ip saddr { 10.10.0.0/16, 192.168.7.0/24 } ip daddr { 192.168.1.0/24 } masquerade
                \t\toifname "eth0" ip6 saddr { fd00:10::/64 } ip6 daddr { 2001:db8:1::/64 } masquerade
                \t}
                }

                """)
    }

    @Test(arguments: ["eth*", "a\"{}", "a\\b", "a;b", "$a", "#a", "{a"])
    func `name no interface whose name means more to a firewall`(name: String) throws {
        #expect(throws: ModelError.self) { try GatewayRules(table: "nm-harbor", interface: try interface(name)) }
        #expect(throws: ModelError.self) {
            try GatewayRules(
                table: "nm-harbor", interface: try interface(),
                egress: .init(ranges: try prefixes("192.168.1.0/24"), interface: try interface(name)))
        }
    }

    @Test func `masquerade nothing without translation, and say no interface where the routes decide`() throws {
        let rules = try GatewayRules(
            table: "nm-harbor", interface: try interface(), egress: .init(ranges: try prefixes("192.168.1.0/24")))
        #expect(
            rules.text == Self.opening + """
                \t\tiifname "nm-harbor" oifname != "nm-harbor" ip daddr { 192.168.1.0/24 } accept
                \t}
                }

                """)
    }

    @Test func `let clients and nodes reach each other by an ingress gateway`() throws {
        let rules = try GatewayRules(
            table: "nm-harbor", interface: try interface(), turning: .allowed, guarded: [.ipv4])
        #expect(
            rules.text == Self.opening + """
                \t\tiifname "nm-harbor" oifname "nm-harbor" accept
                \t\tiifname "nm-harbor" ct state established,related accept
                \t\tiifname "nm-harbor" ct status dnat accept
                \t\tiifname "nm-harbor" meta nfproto ipv4 drop
                \t}
                }

                """)
    }

    @Test func `keep out what comes by the machine's other networks, but for answers`() throws {
        var rules = try GatewayRules(
            table: "nm-harbor", interface: try interface(), turning: .allowed, guarded: [.ipv4])
        rules.guardedInterfaces = [try interface("nm-lab"), try interface("$a"), try interface()]
        #expect(
            rules.text.contains(
                """
                \t\tiifname { "nm-harbor", "nm-lab" } ct state established,related accept
                \t\tiifname { "nm-harbor", "nm-lab" } ct status dnat accept
                \t\tiifname { "nm-harbor", "nm-lab" } meta nfproto ipv4 drop
                \t}
                """))
    }

    @Test func `name no network twice, nor one that lies within another`() throws {
        let rules = try GatewayRules(
            table: "nm-harbor", interface: try interface(),
            egress: .init(
                ranges: try prefixes("192.168.1.0/24"),
                masquerading: try prefixes("10.10.0.0/16", "10.10.7.7/32", "10.10.0.0/16", "10.0.0.0/8")))
        #expect(rules.text.contains("ip saddr { 10.0.0.0/8 } ip daddr"))
    }
}
