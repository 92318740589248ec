/// An IPv6 address, as one number in host order. Zone ids are not part of an address and are refused.
public struct IPv6Address: ParsableValue, Comparable {
    // Two halves rather than one UInt128: the compiler (6.3) returns an enum that holds one through a slot of 8-byte
    // alignment and reads it with instructions that need 16, and the program crashes.
    private let high: UInt64
    private let low: UInt64

    /// The address with this number in host order.
    public init(rawValue: UInt128) {
        high = UInt64(truncatingIfNeeded: rawValue >> 64)
        low = UInt64(truncatingIfNeeded: rawValue)
    }

    /// The most significant byte is the first of the text.
    public var rawValue: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// The IPv4 address that this one stands for (`::ffff:0:0/96`; RFC 4291, section 2.5.5.2), as a socket of both
    /// families shows it; nil when it is an IPv6 address of its own.
    public var mappedIPv4: IPv4Address? {
        guard high == 0, low >> 32 == 0xFFFF else { return nil }
        return IPv4Address(rawValue: UInt32(truncatingIfNeeded: low))
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { (lhs.high, lhs.low) < (rhs.high, rhs.low) }
}
