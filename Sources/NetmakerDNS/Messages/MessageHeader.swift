/// The first twelve bytes of a message (RFC 1035, section 4.1.1).
public struct MessageHeader: Hashable, Sendable {
    static let length = 12

    public var id: UInt16
    public var flags: UInt16

    public var isResponse: Bool { flags & 0x8000 != 0 }
    public var opcode: UInt8 { UInt8(truncatingIfNeeded: flags >> 11) & 15 }
    public var isAuthoritative: Bool { flags & 0x0400 != 0 }
    public var isTruncated: Bool { flags & 0x0200 != 0 }
    /// The lower four bits of the code; an OPT record has the others.
    public var code: UInt8 { UInt8(truncatingIfNeeded: flags) & 15 }

    /// The answer to this, with what must be repeated: the id, the opcode and whether recursion was desired.
    func response(_ code: ResponseCode, isAuthoritative: Bool) -> MessageHeader {
        MessageHeader(
            id: id,
            flags: 0x8000 | flags & 0x7900 | (isAuthoritative ? 0x0400 : 0) | UInt16(code.rawValue & 15))
    }
}

/// What became of a question (RFC 1035, section 4.1.1; RFC 6891, section 9).
public enum ResponseCode: UInt16, Sendable {
    case success = 0
    case formatError = 1
    case nameError = 3
    case notImplemented = 4
    case refused = 5
    /// A version of EDNS that is not known.
    case badVersion = 16
}

/// The types of records that are known here (https://www.iana.org/assignments/dns-parameters).
public enum RecordType {
    public static let a: UInt16 = 1
    public static let soa: UInt16 = 6
    public static let ptr: UInt16 = 12
    public static let aaaa: UInt16 = 28
    public static let opt: UInt16 = 41
    public static let any: UInt16 = 255
}
