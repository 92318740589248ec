internal import FoundationEssentials

/// Which fields of some numbers an encoded message has (protobuf's wire format: a tag of number and type, then the
/// value). The reader of the message has seen that it is well formed: where this finds it is not, it stops.
///
/// A stranger chooses the bytes, up to the longest message: no more is kept of them than there are numbers sought.
struct FieldNumbers {
    private(set) var found: Set<UInt64> = []
    private let sought: ClosedRange<UInt64>

    init(_ sought: ClosedRange<UInt64>, in data: Data) {
        self.sought = sought
        data.withUnsafeBytes { read($0) }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let tag = Self.varint(&rest) {
            if sought.contains(tag >> 3) { found.insert(tag >> 3) }
            switch tag & 7 {
            case 0: _ = Self.varint(&rest)
            case 1: rest = rest.dropFirst(8)
            case 2:
                let length = Self.varint(&rest).flatMap { Int(exactly: $0) } ?? rest.count
                rest = rest.dropFirst(length)
            case 5: rest = rest.dropFirst(4)
            // Where a group begins or ends: what is in it is read as if it stood beside it.
            case 3, 4: break
            default: return
            }
        }
    }

    /// Nil at the end.
    private static func varint(_ rest: inout Slice<UnsafeRawBufferPointer>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
