import NetmakerCore

extension ParserCase {
    static let names = [
        ParserCase(
            InterfaceName.self, accepted: ["nm-harbor", "wg0", "a", "123456789012345", "eth0.100", "...", "All"],
            refused: [
                "", ".", "..", "a b", "a/b", "a:b", "1234567890123456", "-x", "wg%d", "nm-é", "all", "default", "a\n",
            ]),
        ParserCase(
            NetworkName.self, accepted: ["harbor", "a1", "a", "home-lab", "site-42", "twelve-bytes"],
            refused: ["", "Harbor", "-a", "a-", "a_b", "a.b", "thirteenchars", "é"]),
        ParserCase(
            NodeName.self, accepted: ["db", "node-1", "1", String(repeating: "a", count: 63)],
            refused: ["", "DB", "-a", "a-", "a.b", "a_b", "é", String(repeating: "a", count: 64)]),
        ParserCase(
            UserName.self, accepted: ["admin", "a.b@c", String(repeating: "a", count: 64)],
            refused: ["", "Admin", ".a", "a b", "-a", "é", String(repeating: "a", count: 65)]),
        ParserCase(
            AccessKeyName.self, accepted: ["laptops", "k.1"], refused: ["", "K", "a b", "a/b", ".", "..", "-k", "_k"]),
        ParserCase(
            AggregateID.self, accepted: ["directory", "network/harbor/0000000000000001"],
            refused: [
                "", "network", "network/harbor", "network/Harbor/0000000000000001", "network/harbor/1", "directory/",
            ]
        ),
        ParserCase(
            NodeID.self, accepted: ["0000000000000001", "9f86d081884c7d65", "ffffffffffffffff"],
            refused: ["", "1", "9F86d081884c7d65", "9f86d081884c7d6", "9f86d081884c7d655", "+f86d081884c7d65"]),
        ParserCase(AccessKeyID.self, accepted: ["9f86d081884c7d65"], refused: ["", "key"]),
        ParserCase(ExternalClientID.self, accepted: ["9f86d081884c7d65"], refused: ["", "client"]),
        ParserCase(SessionID.self, accepted: ["9f86d081884c7d65"], refused: ["", "session"]),
        ParserCase(ServerID.self, accepted: ["9f86d081884c7d65"], refused: ["", "server"]),
        ParserCase(Epoch.self, accepted: ["9f86d081884c7d65"], refused: ["", "1"]),
    ]
}
