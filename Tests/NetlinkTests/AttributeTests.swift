import Netlink
import Testing

@Suite struct `Attributes` {
    @Test func `are written with computed lengths, nested and padded`() throws {
        let message = try NetlinkMessage(type: 0x1234, flags: .create, header: 7 as UInt32) { encoder in
            encoder.append(1, 0xAABB as UInt16)
            encoder.append(2, string: "abcd")
            encoder.nested(3) { inner in
                inner.append(4, 0x0102_0304 as UInt32)
                inner.nested(5) { _ in }
            }
        }
        #expect(
            encoded(message)
                == bytes(
                    """
                    38 00 00 00              # length 56
                    34 12                    # type
                    01 04                    # flags: request, create
                    00 00 00 00              # sequence, not numbered yet
                    00 00 00 00              # port
                    07 00 00 00              # fixed header
                    06 00 01 00 BB AA 00 00  # attribute 1, 2 bytes, 2 of padding
                    09 00 02 00              # attribute 2, 5 bytes
                    61 62 63 64 00 00 00 00  # "abcd", its zero, padding
                    10 00 03 80              # attribute 3, nested, 16 bytes with its header
                    08 00 04 00 04 03 02 01  # attribute 4
                    04 00 05 80              # attribute 5, nested, empty
                    """))
    }

    @Test func `are read back, without the flags of their types`() throws {
        let content = bytes(
            """
            06 00 01 00 BB AA 00 00  # attribute 1
            08 00 03 80              # attribute 3, nested
            05 00 04 40              # attribute 4 in network order, cut short: its parent ends here
            """)
        var seen: [String] = []
        try content.span.bytes.forEachAttribute { (type, value) throws(NetlinkError) in
            seen.append("\(type): \(value.byteCount) bytes")
        }
        #expect(seen == ["1: 2 bytes", "3: 4 bytes"])
    }

    struct Hostile: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let content: [UInt8]
    }

    @Test(arguments: [
        Hostile(testDescription: "a length of zero", content: [0, 0, 1, 0]),
        Hostile(testDescription: "a length shorter than a header", content: [3, 0, 1, 0]),
        Hostile(testDescription: "a length past the end", content: [9, 0, 1, 0, 1, 2, 3, 4]),
        Hostile(testDescription: "the longest length", content: [255, 255, 1, 0]),
        Hostile(testDescription: "a second one past the end", content: [5, 0, 1, 0, 9, 0, 0, 0, 8, 0, 2, 0, 1]),
    ])
    func `that lie about their length are refused`(hostile: Hostile) {
        #expect(throws: NetlinkError.malformed("")) {
            try hostile.content.span.bytes.forEachAttribute { _, _ in }
        }
    }

    @Test func `of random bytes never read past the end`() {
        var generator = SplitMix(seed: 0x6E6D)
        for _ in 0..<10_000 {
            let content = (0..<Int.random(in: 0...64, using: &generator)).map { _ in
                // Small numbers make lengths that are plausible.
                UInt8.random(in: 0...(Bool.random(using: &generator) ? 16 : 255), using: &generator)
            }
            try? content.span.bytes.forEachAttribute { (_, value) throws(NetlinkError) in
                _ = try? value.integer(UInt32.self)
                _ = value.string()
                try value.forEachAttribute { _, _ in }
            }
        }
    }

    @Test func `of another size than the integer asked for are refused`() {
        let content: [UInt8] = [1, 2, 3]
        #expect(throws: NetlinkError.malformed("")) { _ = try content.span.bytes.integer(UInt32.self) }
        #expect(throws: NetlinkError.malformed("")) { _ = try content.span.bytes.integer(UInt16.self) }
    }

    @Test func `longer than their length field are refused when the message is finished`() {
        #expect {
            _ = try NetlinkMessage(type: 1, header: 0 as UInt32) { encoder in
                encoder.nested(8) { inner in
                    for _ in 0..<8192 { inner.append(1, 0 as UInt32) }
                }
            }
        } throws: { error in
            "\(error)".contains("attribute 8 is longer than 65,535 bytes")
        }
    }
}
