import Glibc

/// An IPv4 or IPv6 address as the kernel's messages carry it: the bits only, in the host's order, without a prefix
/// length, a zone or a text form. Callers have richer types of their own.
public enum InternetAddress: Hashable, Sendable {
    /// 32 bits.
    case v4(UInt32)
    /// 128 bits.
    case v6(UInt128)

    /// The address family's number, `AF_INET` or `AF_INET6`.
    public var family: UInt8 {
        switch self {
        case .v4: UInt8(AF_INET)
        case .v6: UInt8(AF_INET6)
        }
    }

    /// How many bits the address has, which is also its longest prefix.
    public var bitWidth: UInt8 {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// The address in four or sixteen bytes of network order.
    ///
    /// - Returns: nil when there are not four or sixteen of them.
    @inlinable
    public init?(networkOrder bytes: RawSpan) {
        switch bytes.byteCount {
        case 4: self = .v4(UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt32.self)))
        case 16:
            self = .v6(UInt128(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt128.self)))
        default: return nil
        }
    }

    /// The address of all zeros in a family: where a default route's destination is left out.
    ///
    /// - Returns: nil for a family other than IPv4 and IPv6.
    public init?(unspecifiedIn family: UInt8) {
        switch Int32(family) {
        case AF_INET: self = .v4(0)
        case AF_INET6: self = .v6(0)
        default: return nil
        }
    }
}
