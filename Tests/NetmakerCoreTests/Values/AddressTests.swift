import Glibc
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `IPv6 texts` {
    /// The recommendations of RFC 5952, sections 4 and 5.
    @Test(arguments: [
        ("2001:0db8::0001", "2001:db8::1"),
        ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:DB8::AbCd", "2001:db8::abcd"),
        ("::ffff:c000:201", "::ffff:192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("0:0:0:0:0:0:0:0", "::"),
        ("1:0:0:0:0:0:0:0", "1::"),
        ("0:0:0:0:0:0:0:1", "::1"),
    ])
    func `have one canonical form`(written: String, canonical: String) throws {
        #expect(try IPv6Address(parsing: written).description == canonical)
    }
}

/// The C library reads and writes the same texts, by code that has nothing in common with ours.
@Suite struct `Addresses and the C library` {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `print alike`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let address = IPv6Address.random(using: &generator)
            // glibc also writes `::a.b.c.d` (IPv4-compatible, deprecated by RFC 4291), which RFC 5952 leaves alone.
            guard address.rawValue >> 32 != 0 else { continue }
            #expect(address.description == libraryText(of: address))
            #expect(try IPv6Address(parsing: address.description) == address)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `agree on what is an address, and on which`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let text = IPv6Address.random(using: &generator).description.garbled(using: &generator)
            var bytes: [UInt8] = Array(repeating: 0, count: 16)
            let isValid = inet_pton(AF_INET6, text, &bytes) == 1
            let number = bytes.reduce(0) { $0 << 8 | UInt128($1) }
            #expect((try? IPv6Address(parsing: text))?.rawValue == (isValid ? number : nil), "\(text)")
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `agree on what is an IPv4 address, and on which`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let text = IPv4Address(rawValue: generator.next()).description.garbled(using: &generator)
            var bytes: [UInt8] = Array(repeating: 0, count: 4)
            let isValid = inet_pton(AF_INET, text, &bytes) == 1
            let number = bytes.reduce(0) { $0 << 8 | UInt32($1) }
            #expect((try? IPv4Address(parsing: text))?.rawValue == (isValid ? number : nil), "\(text)")
        }
    }

    private func libraryText(of address: IPv6Address) -> String? {
        var text: [CChar] = Array(repeating: 0, count: Int(INET6_ADDRSTRLEN))
        return withUnsafeBytes(of: address.rawValue.bigEndian) { bytes in
            inet_ntop(AF_INET6, bytes.baseAddress, &text, socklen_t(text.count)).map { String(cString: $0) }
        }
    }
}

@Suite struct `Scopes of addresses` {
    struct Case: Sendable, CustomTestStringConvertible {
        let addresses: [String]
        let isIn: @Sendable (IPAddress) -> Bool
        let testDescription: String
    }

    static let scopes = [
        Case(
            addresses: ["127.0.0.1", "127.255.255.255", "::1"], isIn: { $0.isLoopback }, testDescription: "loopback"),
        Case(
            addresses: ["169.254.0.1", "169.254.255.255", "fe80::1", "febf:ffff::1"], isIn: { $0.isLinkLocal },
            testDescription: "link local"),
        Case(
            addresses: ["224.0.0.1", "239.255.255.255", "ff02::1"], isIn: { $0.isMulticast },
            testDescription: "multicast"),
        Case(addresses: ["0.0.0.0", "::"], isIn: { $0.isUnspecified }, testDescription: "unspecified"),
        Case(
            addresses: [
                "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255",
                "100.64.0.0", "100.127.255.255", "fc00::", "fdff::1",
            ],
            isIn: { $0.isPrivate }, testDescription: "private"),
        Case(
            addresses: [
                "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
                "100.63.255.255", "100.128.0.0", "169.253.255.255", "169.255.0.0", "126.255.255.255", "128.0.0.1",
                "223.255.255.255", "2001:db8::1", "fbff::1", "fec0::1", "::2",
            ],
            isIn: { $0.isGlobalUnicast }, testDescription: "global unicast"),
    ]

    @Test(arguments: scopes)
    func `hold their own addresses and no other scope's`(scope: Case) throws {
        for other in Self.scopes {
            for text in other.addresses {
                #expect(try scope.isIn(IPAddress(parsing: text)) == (other.testDescription == scope.testDescription))
            }
        }
    }

    @Test func `nobody has the broadcast address`() throws {
        #expect(!(try IPAddress(parsing: "255.255.255.255").isUnicast))
        #expect(try IPAddress(parsing: "10.0.0.1").isUnicast)
    }
}

extension IPv6Address {
    /// Half of the groups are zero, so that `::` has something to shorten.
    fileprivate static func random(using generator: inout SeededGenerator) -> IPv6Address {
        let groups = (0..<8).map { _ in
            Bool.random(using: &generator) ? 0 : UInt16.random(in: 0...0xFFFF, using: &generator)
        }
        return IPv6Address(rawValue: groups.reduce(0) { $0 << 16 | UInt128($1) })
    }
}

extension String {
    /// The text with up to three characters changed, dropped or doubled.
    fileprivate func garbled(using generator: inout SeededGenerator) -> String {
        var characters = Array(self)
        for _ in 0..<Int.random(in: 0...3, using: &generator) where !characters.isEmpty {
            let index = Int.random(in: characters.indices, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: characters[index] = Array("0123456789aF:.").randomElement(using: &generator) ?? ":"
            case 1: characters.remove(at: index)
            default: characters.insert(characters[index], at: index)
            }
        }
        return String(characters)
    }
}
