/// Reads a DNS message (RFC 1035, section 4) that a stranger wrote: every step is checked, and no input takes longer
/// than its own length times the labels a name may have.
struct MessageReader {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func uint8() throws(Malformed) -> UInt8 {
        guard offset < bytes.count else { throw .cut }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func uint16() throws(Malformed) -> UInt16 {
        let high = UInt16(try uint8())
        return high << 8 | UInt16(try uint8())
    }

    mutating func uint32() throws(Malformed) -> UInt32 {
        let high = UInt32(try uint16())
        return high << 16 | UInt32(try uint16())
    }

    mutating func bytes(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw .cut }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A name, with the pointers of RFC 1035, section 4.1.4, followed: each must lead further back than the last, so
    /// that they come to an end.
    mutating func name() throws(Malformed) -> MessageName {
        var labels: [[UInt8]] = []
        var length = 1
        var position = offset
        var end: Int?
        var limit = offset
        while true {
            guard position < bytes.count else { throw .cut }
            let first = Int(bytes[position])
            switch first {
            case 0:
                offset = end ?? position + 1
                return MessageName(labels)
            case 1...63:
                guard position + 1 + first <= bytes.count else { throw .cut }
                length += first + 1
                guard length <= MessageName.maximumLength else { throw .longName }
                labels.append(Array(bytes[position + 1..<position + 1 + first]))
                position += 1 + first
            case 0xC0...0xFF:
                guard position + 1 < bytes.count else { throw .cut }
                let target = (first & 0x3F) << 8 | Int(bytes[position + 1])
                guard target < limit, target >= MessageHeader.length else { throw .pointer }
                end = end ?? position + 2
                limit = target
                position = target
            default: throw .label
            }
        }
    }

    /// Why bytes are no message.
    enum Malformed: Error {
        case cut, longName, pointer, label, count, option
    }
}
