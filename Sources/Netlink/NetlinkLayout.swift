internal import CNetlink

/// Sizes that `linux/netlink.h` gives as macros with casts, which Swift does not import.
enum NetlinkLayout {
    /// Messages and attributes begin at multiples of this (`NLMSG_ALIGNTO`, `NLA_ALIGNTO`).
    static let alignment = 4
    /// A message's header (`NLMSG_HDRLEN`).
    static let messageHeader = MemoryLayout<nlmsghdr>.size
    /// An attribute's header (`NLA_HDRLEN`).
    static let attributeHeader = MemoryLayout<nlattr>.size
    /// The longest attribute, header included: its length is a 16-bit number.
    static let longestAttribute = Int(UInt16.max)
    /// The bits of an attribute's type that are flags: nested, and network byte order.
    static let typeMask = UInt16(truncatingIfNeeded: ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER))

    static func aligned(_ length: Int) -> Int {
        (length + alignment - 1) & ~(alignment - 1)
    }
}
