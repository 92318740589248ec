internal import CNetlink

/// Sizes that `linux/netlink.h` gives as macros with casts, which Swift does not import.
enum NetlinkLayout {
    /// Messages and attributes begin at multiples of this (`NLMSG_ALIGNTO`, `NLA_ALIGNTO`).
    static let alignment = 4
    /// A message's header (`NLMSG_HDRLEN`).
    static let messageHeader = MemoryLayout<nlmsghdr>.size

    static func aligned(_ length: Int) -> Int {
        (length + alignment - 1) & ~(alignment - 1)
    }
}
