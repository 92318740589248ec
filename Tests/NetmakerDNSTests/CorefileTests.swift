import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

@Suite struct `A Corefile` {
    @Test func `has every zone of names and addresses once, and where the files lie`() throws {
        let networks = [
            try names(in: "lab"), try names(in: "harbor", suffix: "corp.example.org"),
        ]
        #expect(
            try Corefile(networks, folder: "/var/lib/nm-server/dns").text == """
                # Written anew whenever a network comes, goes or changes its zones; edits are lost.
                0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa,
                10.10.in-addr.arpa,
                harbor,
                harbor.corp.example.org,
                lab {
                    errors
                    hosts /var/lib/nm-server/dns/hosts {
                        ttl 10
                        reload 1s
                        fallthrough
                    }
                    file /var/lib/nm-server/dns/empty.zone {
                        reload 0
                    }
                }

                """)
    }

    @Test func `without networks answers for nothing`() throws {
        let text = try Corefile([NetworkNames](), folder: "/dns").text
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    }

    @Test(arguments: [
        "dns", "", "/a b", "/a\nb", "/a{$HOME}", #"/a"b"#, #"/a\b"#, "/a#b", "/a,b", "/\u{7f}",
    ])
    func `is not written for a folder that it cannot name`(_ folder: String) {
        #expect(throws: ModelError.self) { try Corefile([NetworkNames](), folder: folder) }
    }

    @Test func `comes with a zone that has nothing in it`() {
        #expect(
            Corefile.emptyZone == """
                ; What is in no hosts file does not exist.
                @ 10 IN SOA @ hostmaster.invalid. 1 3600 600 86400 10
                @ 10 IN NS @

                """)
    }
}

@Suite struct `The zones of a range` {
    struct Case: Sendable {
        let range: String
        let count: Int
        let first: String
        let last: String
    }

    @Test(arguments: [
        Case(range: "10.10.0.0/16", count: 1, first: "10.10.in-addr.arpa", last: "10.10.in-addr.arpa"),
        Case(range: "10.10.16.0/20", count: 16, first: "16.10.10.in-addr.arpa", last: "31.10.10.in-addr.arpa"),
        Case(range: "192.0.2.128/25", count: 128, first: "128.2.0.192.in-addr.arpa", last: "255.2.0.192.in-addr.arpa"),
        Case(range: "fd00:10::/64", count: 1, first: "0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa", last: ""),
        Case(range: "fd00::/9", count: 8, first: "0.d.f.ip6.arpa", last: "7.d.f.ip6.arpa"),
    ])
    func `hold its addresses and no others`(_ example: Case) throws {
        let zones = try IPPrefix(parsing: example.range).reverseZones.map { $0.joined(separator: ".") }
        #expect(zones.count == example.count)
        #expect(zones.first == example.first)
        #expect(example.last.isEmpty || zones.last == example.last)
    }
}
