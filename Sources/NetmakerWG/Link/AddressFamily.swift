public import NetmakerCore

/// The two families of addresses.
public enum AddressFamily: Hashable, Sendable, Comparable, CaseIterable {
    /// IPv4.
    case ipv4
    /// IPv6.
    case ipv6

    /// How many bits an address has.
    public var bitWidth: Int { self == .ipv4 ? 32 : 128 }
}

extension IPAddress {
    /// The family it belongs to.
    public var family: AddressFamily { isIPv4 ? .ipv4 : .ipv6 }
}
