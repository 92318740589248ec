internal import FoundationEssentials

/// The numbers of the fields in an encoded message (protobuf's wire format: a tag of number and type, then the value).
/// The reader of the message has seen that it is well formed: where this finds it is not, it stops.
struct FieldNumbers {
    private(set) var all: Set<UInt64> = []
    private var rest: Data.SubSequence

    init(in data: Data) {
        rest = data[...]
        while let tag = varint() {
            all.insert(tag >> 3)
            switch tag & 7 {
            case 0: _ = varint()
            case 1: rest = rest.dropFirst(8)
            case 2:
                let length = varint().flatMap { Int(exactly: $0) } ?? rest.count
                rest = rest.dropFirst(length)
            case 5: rest = rest.dropFirst(4)
            // Where a group begins or ends: what is in it is read as if it stood beside it.
            case 3, 4: break
            default: return
            }
        }
    }

    /// Nil at the end.
    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
