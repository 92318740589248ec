import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Names made of host names` {
    @Test(arguments: [
        ("db-1", "db-1"), ("DB_1.example.org", "db-1"), ("---", "node"), ("", "node"), (".", "node"),
        ("naïve host", "na-ve-host"), ("-x-", "x"), ("a__b", "a-b"), ("数据库", "node"),
        (String(repeating: "x", count: 80), String(repeating: "x", count: 63)),
    ])
    func `are the nearest label`(hostname: String, name: String) {
        #expect(NodeName(adapting: hostname).description == name)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `are labels whatever a machine calls itself`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("aZ09-_. ÄßİK\u{301}\u{0}\u{7F}😀/\n")
        for _ in 0..<500 {
            let length = Int.random(in: 0...90, using: &generator)
            let hostname = String(
                (0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
            let name = NodeName(adapting: hostname)
            #expect(try NodeName(parsing: name.description) == name)
            let numbered = name.numbered(Int.random(in: 2...99_999, using: &generator))
            #expect(try NodeName(parsing: numbered.description) == numbered)
        }
    }

    @Test func `keep their number when they are cut`() {
        let longest = NodeName(adapting: String(repeating: "x", count: 63)).numbered(12)
        #expect(longest.description == String(repeating: "x", count: 60) + "-12")
    }
}

@Suite struct `Network names` {
    @Test(arguments: [
        // Special use: RFC 6761, 6762, 7686, 8375, 9476, and ICANN's `internal`.
        "local", "localhost", "test", "invalid", "example", "onion", "alt", "arpa", "internal", "home", "corp", "lan",
        "mail", "intranet", "private",
        // Country codes, delegated or not yet.
        "de", "uk", "zz",
        // Generic, and encoded from another script.
        "com", "net", "org", "dev", "app", "cloud", "network", "storage", "xn--p1ai",
    ])
    func `of new networks are no domains of the Internet`(name: String) throws {
        let error = #expect(throws: ModelError.self) { try NetworkName(parsing: name).requireNoDomain() }
        #expect(error?.field == "name")
        // What the remedy proposes must itself be a name to take.
        let proposal = try NetworkName(parsing: String(#require(error?.remedy.split(separator: " ").last)))
        #expect(proposal.description == "my-\(name)")
        try proposal.requireNoDomain()
    }

    @Test(arguments: ["harbor", "home-lab", "a1", "network-1", "twelve-bytes"])
    func `of new networks are anything else`(name: String) throws {
        try NetworkName(parsing: name).requireNoDomain()
    }

    @Test func `always fit the interface that is named for them`() throws {
        let interface = InterfaceName.default(for: try NetworkName(parsing: "twelve-bytes"))
        #expect(interface.description == "nm-twelve-bytes")
        #expect(try InterfaceName(parsing: interface.description) == interface)
    }
}

@Suite struct `Server addresses` {
    @Test(arguments: [
        ("VPN.Example.ORG:50051", "vpn.example.org:50051"), ("[2001:DB8:0::1]:1", "[2001:db8::1]:1"),
    ])
    func `have one spelling`(written: String, canonical: String) throws {
        #expect(try ServerAddress(parsing: written).description == canonical)
    }
}
