import NetmakerCore

extension ParserCase {
    private static let label = String(repeating: "a", count: 63)

    static let dns = [
        ParserCase(
            DomainName.self,
            accepted: [
                "harbor", "a.b", "10.10.in-addr.arpa", "xn--abc",
                [label, label, label, String(label.dropLast(2))]
                    .joined(separator: "."),
            ],
            refused: [
                "", ".", "a.", ".a", "a..b", "A.b", "a_b", "-a", "a-.b", "a b", "a\n", "*", "*.a", #"a\.b"#, "é",
                "a\u{0}",
                "\(label)a", [label, label, label, label].joined(separator: "."),
            ]),
        ParserCase(
            DNSSuffix.self, accepted: ["corp.example.org", "internal", "home.arpa", "a.home.arpa", "de"],
            refused: [
                "", "local", "a.local", "localhost", "onion", "arpa", "10.in-addr.arpa", "invalid", "acme", "a.branch",
                "Example.org", "*.example.org", "a b.org", "\(label).\(label).org",
            ]),
        ParserCase(
            PlaceReference.self,
            accepted: [
                "web", "web.harbor", "9f86d081884c7d65", "10.10.0.1", "fd00:10::1", "192.168.1.0/24", "fd00::/64",
            ],
            refused: ["", " ", "Web", "a b", "10.10.0.1/16", "10.10.0.1/", "/24", "a/24", "*", "web\n", "[fd00::1]"]),
        ParserCase(
            DNSRecordName.self, accepted: ["sqlserver", "db.eu", "1", "\(label).\(label.dropLast(7))"],
            refused: [
                "", ".", "a.", "*", "*.eu", "_sip", "A", "a b", "a\t", "a\n10.0.0.1 b", "a#", "a{", "\(label).\(label)",
            ]),
    ]
}
