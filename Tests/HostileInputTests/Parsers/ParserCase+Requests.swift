import NetmakerAPI
import NetmakerCore

extension ParserCase {
    static let requests = [
        ParserCase(
            EntityTag.self, accepted: ["\"0\"", "\"12\"", "\"18446744073709551615\""],
            refused: [
                "", "12", "\"\"", "\"", "\"12", "12\"", "W/\"12\"", "\"-1\"", "\"+1\"", "\"01\"", "\"1\",\"2\"", "*",
                "\"18446744073709551616\"", "\"1\"\"",
            ]),
        ParserCase(
            AccessKeyUses.self, accepted: ["0", "1", "9223372036854775807", "unlimited"],
            refused: ["", "-1", "+1", "01", "1.0", "1e3", "9223372036854775808", "Unlimited", "unlimited ", "∞"],
            parse: AccessKeyUses.init(parsing:), describe: \.description,
            isJSON: { String(decoding: $1, as: UTF8.self) == ($0 == .unlimited ? "\"unlimited\"" : $0.description) }),
        ParserCase(
            NodeReference.self, name: "Reference", accepted: ["db", "9f86d081884c7d65", "node-1"],
            refused: ["", "DB", "a/b", "..", "9F86D081884C7D65", "-a"], parse: NodeReference.init(parsing:),
            describe: \.description),
        ParserCase(
            ServerAddress.self, name: "ServerAddress(parsingURL:)",
            accepted: ["vpn.example.org:8081", "[2001:db8::1]:443", "203.0.113.10:1"],
            refused: [
                "", "https://", "http://vpn.example.org", "ftp://x", "https://x/y", "https://x:0", "https://x:65536",
                "https://x?y", "https://x#y", "https://user@x", "https://x://y", "x//", "[vpn]", "[203.0.113.10]",
                "https://x:8081:1", "https:/x", "://x",
            ],
            parse: ServerAddress.init(parsingURL:), describe: \.description,
            isJSON: { try JSON.read(String.self, $1) == $0.description }),
    ]

    static let streamsAndPages = [
        ParserCase(
            EventID.self, accepted: ["9f86d081884c7d65-0", "0000000000000001-18446744073709551615"],
            refused: [
                "", "-", "1", "9f86d081884c7d65", "9f86d081884c7d65-", "9f86d081884c7d65-01", "9f86d081884c7d65--1",
                "9F86d081884c7d65-1", "-9f86d081884c7d65-1", "9f86d081884c7d65-1-1",
            ]),
        ParserCase(
            IdempotencyKey.self, accepted: ["8e03978e-40d5-43e8-bc93-6894a57f9324", "!", "~"],
            refused: ["", " ", "a b", "é", "a\n", "\u{7F}", String(repeating: "a", count: 256)]),
        ParserCase(
            Cursor<NodeName>.self, name: "Cursor", accepted: ["~machine-1", "~a"],
            refused: ["", "~", "machine-1", "~~a", "~A", "~a~"], parse: Cursor<NodeName>.init(parsing:),
            describe: \.description, isJSON: { try JSON.read(String.self, $1) == $0.description }),
        ParserCase(
            PageLimit.self, name: "PageLimit", accepted: ["1", "1000"],
            refused: ["", "0", "-1", "+1", "01", "1.0", "1001", "x"], parse: PageLimit.init(parsing:),
            describe: { String($0.number) }),
    ]

    static let history = [
        ParserCase(
            ChangePlace.self, accepted: ["0", "1", "999999999999999999"],
            refused: ["", "-1", "+1", "01", "1.0", "1e3", "1000000000000000000", "x"]),
        ParserCase(
            Actor.self,
            accepted: [
                "server", "nobody", "user:alice", "user:alice/token:9f86d081884c7d65", "node:9f86d081884c7d65",
            ],
            refused: [
                "", "alice", "user:", "user:Alice", "user:alice/", "user:alice/token:", "user:alice/token:1", "node:1",
                "node:", "Server", "user:alice/token:9f86d081884c7d65/", "token:9f86d081884c7d65",
            ]),
        ParserCase(
            ServerEventID.self, accepted: ["0-0", "12-1767225600000", "9223372036854775807-253402300799999"],
            refused: [
                "", "-", "12", "12-", "-12", "012-1", "12-01", "12--1", "12-1-1", "9223372036854775808-1",
                "1-253402300800000", "a-1",
            ]),
    ]

    /// Every parser that is not a program's own. What was found once names them by their place: new ones come last.
    static let all =
        addresses + names + numbers + keys + secrets + requests + wireGuard + networks + dns + people + streamsAndPages
        + history
}
