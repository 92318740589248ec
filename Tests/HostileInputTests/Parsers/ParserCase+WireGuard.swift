import NetmakerCore
import NetmakerWG

/// What stands in files for `wg` and `wg-quick`.
extension ParserCase {
    static let wireGuard = [
        ParserCase(
            HostName.self, accepted: ["vpn.example.org", "a", "_srv.a-b.example", "1.example"],
            refused: [
                "", ".", "a.", ".a", "a..b", "-a", "a-", "192.0.2.1", "1", "a b", "a:1", "a/b", "é.example", "~a",
                String(repeating: "a", count: 64), String(repeating: "a.", count: 127),
            ]),
        ParserCase(
            SearchDomain.self, accepted: ["corp.example.org", "~corp.example.org", "~.", "local"],
            refused: ["", "~", ".", "~~.", "192.0.2.53", "::1", "a,b", "a b"]),
        ParserCase(
            WrittenEndpoint.self,
            accepted: [
                "192.0.2.1:51820", "[2001:db8::1]:51820", "[fe80::1%eth0]:51820", "[fe80::1]:1",
                "vpn.example.org:51820",
            ],
            refused: [
                "", "192.0.2.1", "192.0.2.1:0", "192.0.2.1:65536", "2001:db8::1:51820", "[2001:db8::1]", ":51820",
                "[192.0.2.1]:51820", "[vpn.example.org]:51820", "[2001:db8::1%eth0]:51820", "[fe80::1%]:51820",
                "[fe80::1%a/b]:51820", "192.0.2.1%eth0:51820", "vpn.example.org:ssh", "192.0.2.256:1", "%]",
                "[fe80::1%eth0%eth1]:1",
            ]),
    ]

    /// Those that take any text in some place.
    static let lenientWireGuard = [
        ParserCase(
            HookCommand.self, accepted: ["true", "iptables -A FORWARD -i %i -j ACCEPT; echo \"é\" >/run/up", "a\tb"],
            refused: ["", " ", "a ", "\ta", "a # b", "#", "a\nb", "a\r", "a\u{0}b", "\u{1B}[2J"]),
        ParserCase(
            ConfigurationFile.self, .secret,
            accepted: [
                "[Interface]\n", "[Interface]\nPrivateKey = OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg=\n",
            ],
            refused: [
                "", "[Peer]", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg=", "[Interface]\n\nMTU = 1279\n",
                "\u{FEFF}[Interface]\n",
            ],
            parse: { text in
                do throws(ConfigurationFileError) { return try ConfigurationFile(parsing: text) } catch {
                    throw ModelError(
                        .invalidValue, field: error.key ?? "file", message: error.message, remedy: error.remedy)
                }
            },
            describe: { $0.withTextRevealingSecrets { String(decoding: $0, as: UTF8.self) } }),
    ]
}
