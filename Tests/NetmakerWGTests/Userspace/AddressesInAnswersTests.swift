import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerWG

@Suite struct `Addresses in an answer` {
    @Test(arguments: ["0.0.0.0/0", "10.10.0.7/32", "10.0.0.0/8", "::/0", "fd00:10::/64", "2001:db8::7/128"])
    func `are read where they stand`(text: String) throws {
        #expect(Self.prefix(text) == (try IPPrefix(parsing: text)))
    }

    @Test(arguments: ["192.0.2.1:51821", "192.0.2.1:1", "[2001:db8::1]:65535", "[::]:4711", "[::ffff:192.0.2.1]:4711"])
    func `are read with their ports`(text: String) throws {
        #expect(Self.endpoint(text) == (try Endpoint(parsing: text)))
    }

    @Test(arguments: [
        "", "/", ":", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/", "10.0.0/8", "010.0.0.0/8", "fd00::1/64",
        "fd00::/129", " 10.0.0.0/8", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:+1",
        "2001:db8::1:4711",
        "[192.0.2.1]:4711", "[fe80::1%eth0]:4711", "example.org:1", "[]:1",
    ])
    func `that are none, or not plain, are left to the parsers of the model`(text: String) {
        #expect(Self.prefix(text) == nil)
        #expect(Self.endpoint(text) == nil)
    }

    @Test func `do not end at a zero`() {
        #expect(Self.prefix("10.0.0.0\0/8") == nil)
        #expect(Self.endpoint("192.0.2.1\0:1") == nil)
    }

    /// Whatever is made of good ones: what is taken is what the model would have taken.
    @Test(arguments: 1...8) func `are never another than the model reads`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let good = [
            "10.10.0.7/32", "172.16.0.0/12", "fd00:10::/64", "::ffff:1.2.3.4/128", "1.2.3.4:56", "[fd00::a]:1234",
        ]
        let signs = Array("0123456789abcdefF:./[]%x \0".utf8)
        for _ in 0..<2_000 {
            var text = Array((good.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: 0..<max(1, text.count), using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where !text.isEmpty: text.remove(at: place)
                case 1 where !text.isEmpty: text[place] = signs.randomElement(using: &generator) ?? 0
                default: text.insert(signs.randomElement(using: &generator) ?? 0, at: min(place, text.count))
                }
            }
            let shown = String(decoding: text, as: UTF8.self)
            if let prefix = Self.prefix(shown) { #expect(prefix == (try? IPPrefix(parsing: shown)), "\(shown)") }
            if let endpoint = Self.endpoint(shown) { #expect(endpoint == (try? Endpoint(parsing: shown)), "\(shown)") }
        }
    }

    private static func prefix(_ text: String) -> IPPrefix? {
        Array(text.utf8).withUnsafeBytes { IPPrefix(ascii: $0) }
    }

    private static func endpoint(_ text: String) -> Endpoint? {
        Array(text.utf8).withUnsafeBytes { Endpoint(ascii: $0) }
    }
}
