/// Where an address means something (the IANA special-purpose registries, RFC 6890).
extension IPAddress {
    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        switch self {
        case .v4(let address): address.rawValue >> 24 == 127
        case .v6(let address): address.rawValue == 1
        }
    }

    /// 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291): good on one link only.
    public var isLinkLocal: Bool {
        switch self {
        case .v4(let address): address.rawValue >> 16 == 0xA9FE
        case .v6(let address): address.rawValue >> 118 == 0x3FA
        }
    }

    /// 224.0.0.0/4 or ff00::/8.
    public var isMulticast: Bool {
        switch self {
        case .v4(let address): address.rawValue >> 28 == 0xE
        case .v6(let address): address.rawValue >> 120 == 0xFF
        }
    }

    /// 0.0.0.0 or ::.
    public var isUnspecified: Bool {
        switch self {
        case .v4(let address): address.rawValue == 0
        case .v6(let address): address.rawValue == 0
        }
    }

    /// RFC 1918, RFC 6598 (shared by carriers) or fc00::/7 (RFC 4193): not routed on the public Internet.
    public var isPrivate: Bool {
        switch self {
        case .v4(let address):
            address.rawValue >> 24 == 10 || address.rawValue >> 20 == 0xAC1 || address.rawValue >> 16 == 0xC0A8
                || address.rawValue >> 22 == 0x191
        case .v6(let address): address.rawValue >> 121 == 0x7E
        }
    }

    /// Whether one machine may have it on a network of more than one link.
    public var isUnicast: Bool { !isLoopback && !isLinkLocal && !isMulticast && !isUnspecified && !isBroadcast }

    /// Whether one machine may have it on the public Internet, as far as its number tells.
    public var isGlobalUnicast: Bool { isUnicast && !isPrivate }

    private var isBroadcast: Bool { self == .v4(IPv4Address(rawValue: .max)) }
}
