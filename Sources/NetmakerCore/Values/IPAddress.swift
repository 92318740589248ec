/// An address of either family.
public enum IPAddress: ParsableValue, Comparable {
    case v4(IPv4Address)
    case v6(IPv6Address)

    public init(parsing text: String) throws(ModelError) {
        do {
            self = text.contains(":") ? .v6(try IPv6Address(parsing: text)) : .v4(try IPv4Address(parsing: text))
        } catch {
            throw .invalid(
                text, isNot: "an IP address", field: "address", remedy: "give one such as 192.0.2.1 or 2001:db8::1")
        }
    }

    public var description: String {
        switch self {
        case .v4(let address): address.description
        case .v6(let address): address.description
        }
    }

    /// How many bits an address of this family has.
    public var bitWidth: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// IPv4 before IPv6, then by number.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.v4(let lhs), .v4(let rhs)): lhs < rhs
        case (.v6(let lhs), .v6(let rhs)): lhs < rhs
        case (.v4, .v6): true
        case (.v6, .v4): false
        }
    }
}

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

    private var isBroadcast: Bool { self == .v4(IPv4Address(rawValue: .max)) }
}
