import NetmakerCore
import Testing

/// A type whose values are texts, with texts it takes and texts it must not take.
struct ParserCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let accepted: [String]
    let refused: [String]
    let roundTrip: @Sendable (String) throws -> String

    init<Value: ParsableValue>(_ type: Value.Type, accepted: [String], refused: [String]) {
        testDescription = "\(type)"
        self.accepted = accepted
        self.refused = refused
        roundTrip = { try Value(parsing: $0).description }
    }
}

extension ParserCase {
    static let key = "6e7Xw3W2lqv0y0m1n0xq2o0bT8yq4r2ZqJbYp1aQm3M="

    static let all: [ParserCase] = [
        ParserCase(
            IPv4Address.self, accepted: ["0.0.0.0", "192.0.2.1", "255.255.255.255"],
            refused: [
                "", "192.0.2", "192.0.2.1.1", "192.0.2.256", "192.0.02.1", "192.0.2.-1", "192.0.2.+1", " 192.0.2.1",
                "192.0.2.1 ", "0x7f.0.0.1", "192.0.2.", ".0.2.1", "١.0.0.1",
            ]),
        ParserCase(
            IPv6Address.self,
            accepted: [
                "::", "::1", "2001:db8::1", "fe80::1:0:0:1", "1:2:3:4:5:6:7:8", "2001:db8:0:1:1:1:1:1",
                "::ffff:c000:201",
                "1::",
            ],
            refused: [
                "", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "fe80::1%eth0",
                "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", " ::1", "2001:db8::1/64", "1:2:3:4:5:6:7::8:9",
            ]),
        ParserCase(
            IPAddress.self, accepted: ["192.0.2.1", "2001:db8::1"], refused: ["", "localhost", "192.0.2.1:53", "[::1]"]),
        ParserCase(
            IPv4Prefix.self, accepted: ["10.10.0.0/16", "0.0.0.0/0", "192.0.2.1/32"],
            refused: [
                "10.10.0.1/16", "10.10.0.0", "10.10.0.0/33", "10.10.0.0/-1", "10.10.0.0/016", "10.10.0.0/16/", "/8",
            ]),
        ParserCase(
            IPv6Prefix.self, accepted: ["fd00:10::/64", "::/0", "2001:db8::1/128"],
            refused: ["fd00:10::1/64", "fd00::", "fd00::/129", "fd00::/x"]),
        ParserCase(
            IPPrefix.self, accepted: ["10.0.0.0/8", "fd00::/8"], refused: ["", "10.0.0.0/64", "any", "10.0.0.1/8"]),
        ParserCase(
            InterfaceAddress.self, accepted: ["10.10.0.1/16", "fd00::1/64"],
            refused: ["10.10.0.1", "10.10.0.1/33", "fd00::1/129"]),
        ParserCase(
            PublicKey.self, accepted: [key],
            refused: ["", "abc", String(key.dropLast()), key + "=", String(key.dropLast(2)) + "N=", "\(key)\n"]),
        ParserCase(IdentityKey.self, accepted: [key], refused: ["", key + key]),
        ParserCase(
            Endpoint.self, accepted: ["192.0.2.1:51821", "[2001:db8::1]:51821"],
            refused: [
                "192.0.2.1", "192.0.2.1:0", "192.0.2.1:65536", "2001:db8::1:51821", "[192.0.2.1]:1", "host:1", ":1",
                "[::1]", "192.0.2.1:", "[]:1",
            ]),
        ParserCase(
            ServerAddress.self, accepted: ["vpn.example.org:50051", "203.0.113.10:1", "[2001:db8::1]:65535"],
            refused: [
                "vpn.example.org", "http://x:1", "-x:1", "a..b:1", "203.0.113.256:1", "x y:1", "[vpn]:1", ":50051",
            ]),
        ParserCase(
            InterfaceName.self, accepted: ["nm-office", "wg0", "a", "123456789012345"],
            refused: ["", ".", "..", "a b", "a/b", "a:b", "1234567890123456", "-x", "wg%d", "nm-é"]),
        ParserCase(
            NetworkName.self, accepted: ["office", "a1", "home-lab", "site-42"],
            refused: [
                "", "Office", "-a", "a-", "a_b", "a.b", "thirteenchars", "com", "de", "local", "internal", "xn--p1ai",
                "dev",
            ].filter { $0 != "a1" }),
        ParserCase(
            NodeName.self, accepted: ["db", "node-1", String(repeating: "a", count: 63)],
            refused: ["", "DB", "-a", "a-", "a.b", String(repeating: "a", count: 64)]),
        ParserCase(UserName.self, accepted: ["admin", "a.b@c"], refused: ["", "Admin", ".a", "a b", "-a"]),
        ParserCase(AccessKeyName.self, accepted: ["laptops", "k.1"], refused: ["", "K", "a b", "a/b"]),
        ParserCase(
            NodeID.self, accepted: ["0000000000000001", "9f86d081884c7d65"],
            refused: ["", "1", "9F86d081884c7d65", "9f86d081884c7d6", "9f86d081884c7d655", "+f86d081884c7d65"]),
        ParserCase(
            Timestamp.self,
            accepted: ["1970-01-01T00:00:00.000Z", "2000-02-29T23:59:59.999Z", "2100-03-01T00:00:00.000Z"],
            refused: [
                "", "2026-01-02", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-02T24:00:00Z",
                "2026-01-02T03:04:05+01:00", "1969-12-31T23:59:59Z", "2026-01-02 03:04:05Z", "2026-00-01T00:00:00Z",
            ]),
        ParserCase(
            MapDigest.self, accepted: ["000102030405060708090a0b0c0d0e0f"],
            refused: ["", "0", "000102030405060708090A0b0c0d0e0f"]),
        ParserCase(
            CertificatePin.self, accepted: ["sha256//\(key)"],
            refused: ["", "sha256//", "sha1//\(key)", "sha256//AAAA"]),
    ]
}

@Suite struct `Values and their texts` {
    @Test(arguments: ParserCase.all)
    func `what is parsed prints as it was written`(parser: ParserCase) throws {
        for text in parser.accepted {
            #expect(try parser.roundTrip(text) == text)
        }
    }

    @Test(arguments: ParserCase.all)
    func `what is no such value is refused, naming field and remedy`(parser: ParserCase) {
        for text in parser.refused {
            let error = #expect(throws: ModelError.self, "\(text)") { try parser.roundTrip(text) }
            #expect(error?.field != nil)
            #expect(error?.remedy.isEmpty == false)
        }
    }

    @Test(arguments: ParserCase.all)
    func `a hostile megabyte does not come back in the error`(parser: ParserCase) {
        let error = #expect(throws: ModelError.self) { try parser.roundTrip(String(repeating: "9", count: 1_000_000)) }
        #expect((error?.message.utf8.count ?? .max) < 400)
    }
}

@Suite struct `IPv6 texts` {
    /// The recommendations of RFC 5952, section 4.
    @Test(arguments: [
        ("2001:0db8::0001", "2001:db8::1"),
        ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "::ffff:c000:201"),
        ("0:0:0:0:0:0:0:0", "::"),
    ])
    func `have one canonical form`(written: String, canonical: String) throws {
        #expect(try IPv6Address(parsing: written).description == canonical)
    }
}

@Suite struct `Prefixes` {
    @Test func `contain their first and last address and nothing beyond`() throws {
        let prefix = try IPv4Prefix(parsing: "10.10.4.0/22")
        #expect(prefix.contains(try IPv4Address(parsing: "10.10.4.0")))
        #expect(prefix.contains(try IPv4Address(parsing: "10.10.7.255")))
        #expect(!prefix.contains(try IPv4Address(parsing: "10.10.8.0")))
        #expect(!prefix.contains(try IPv4Address(parsing: "10.10.3.255")))
        #expect(prefix.last == (try IPv4Address(parsing: "10.10.7.255")))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.0.0/16", true), ("10.1.0.0/16", "10.0.0.0/8", true), ("10.0.0.0/9", "10.128.0.0/9", false),
        ("0.0.0.0/0", "192.0.2.1/32", true), ("fd00::/8", "fd12::/64", true), ("fd00::/64", "fd00:0:0:1::/64", false),
        ("0.0.0.0/0", "::/0", false),
    ])
    func `overlap when one holds the other`(one: String, other: String, overlaps: Bool) throws {
        #expect(try IPPrefix(parsing: one).overlaps(IPPrefix(parsing: other)) == overlaps)
    }

    @Test func `an address with host bits names the network that was meant`() {
        let error = #expect(throws: ModelError.self) { try IPv4Prefix(parsing: "10.10.0.1/16") }
        #expect(error?.remedy == "did you mean 10.10.0.0/16?")
    }
}
