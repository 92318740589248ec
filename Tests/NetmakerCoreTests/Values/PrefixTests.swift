import NetmakerCore
import NetmakerTesting
import Testing

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

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.0.0/16", true), ("10.1.0.0/16", "10.0.0.0/8", false), ("::/0", "fd00::/8", true),
        ("10.0.0.0/8", "10.0.0.0/8", true), ("0.0.0.0/0", "fd00::/8", false),
    ])
    func `contain narrower prefixes only`(one: String, other: String, contains: Bool) throws {
        #expect(try IPPrefix(parsing: one).contains(IPPrefix(parsing: other)) == contains)
    }

    @Test func `an address with host bits names the network that was meant`() {
        let ipv4 = #expect(throws: ModelError.self) { try IPPrefix(parsing: "10.10.0.1/16") }
        #expect(ipv4?.remedy == "did you mean 10.10.0.0/16?")
        let ipv6 = #expect(throws: ModelError.self) { try IPPrefix(parsing: "fd00::1/64") }
        #expect(ipv6?.remedy == "did you mean fd00::/64?")
    }

    @Test func `drop host bits when asked for the network around an address`() throws {
        #expect(try IPPrefix(containing: IPAddress(parsing: "10.10.3.7"), length: 16).description == "10.10.0.0/16")
        #expect(try IPPrefix(containing: IPAddress(parsing: "fd00::7"), length: 0).description == "::/0")
        #expect(try IPPrefix(host: IPAddress(parsing: "10.10.3.7")).description == "10.10.3.7/32")
        #expect(try IPPrefix(host: IPAddress(parsing: "fd00::7")).description == "fd00::7/128")
    }

    @Test(arguments: [("10.0.0.1", -1), ("10.0.0.1", 33), ("fd00::1", -1), ("fd00::1", 129)])
    func `have no length that their family has not`(address: String, length: Int) {
        #expect(throws: ModelError(.invalidValue, message: "", remedy: "")) {
            try IPPrefix(containing: IPAddress(parsing: address), length: length)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `hold exactly the addresses that share their leading bits`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for length in 0...128 {
            let address = IPv6Address(rawValue: .random(in: 0 ... .max, using: &generator))
            let prefix = try IPv6Prefix(containing: address, length: length)
            // Another address that differs from the first bit `flipped` on.
            let flipped = Int.random(in: 0..<128, using: &generator)
            let other = IPv6Address(rawValue: address.rawValue ^ (1 << (127 - flipped)))
            #expect(prefix.contains(address))
            #expect(prefix.contains(other) == (flipped >= length))
            #expect(prefix.contains(prefix.last))
            #expect(
                prefix.last.rawValue - prefix.address.rawValue == ~(length == 0 ? 0 : UInt128.max << (128 - length)))
        }
    }

    @Test func `are ordered by family, address and length`() throws {
        let sorted = try ["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "192.0.2.0/24", "::/0", "fd00::/8", "fd00::/64"]
            .map { try IPPrefix(parsing: $0) }
        #expect(sorted.reversed().sorted() == sorted)
    }
}

@Suite struct `Interface addresses` {
    @Test func `keep their host bits and know their network`() throws {
        let address = try InterfaceAddress(parsing: "10.10.3.7/16")
        #expect(address.address.description == "10.10.3.7")
        #expect(address.prefixLength == 16)
        #expect(address.prefix.description == "10.10.0.0/16")
    }
}
