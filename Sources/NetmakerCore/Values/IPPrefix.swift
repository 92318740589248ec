/// A network of either family: what is routed, what is allowed.
public enum IPPrefix: ParsableValue, Comparable {
    /// Of IPv4.
    case v4(IPv4Prefix)
    /// Of IPv6.
    case v6(IPv6Prefix)

    /// `address/length`; host bits are an error, not dropped.
    public init(parsing text: String) throws(ModelError) {
        self =
            text.utf8.contains(UInt8(ascii: ":"))
            ? .v6(try IPv6Prefix(parsing: text)) : .v4(try IPv4Prefix(parsing: text))
    }

    /// The network of this length that holds the address: host bits are dropped.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when the family has no such length.
    public init(containing address: IPAddress, length: Int) throws(ModelError) {
        switch address {
        case .v4(let address): self = .v4(try IPv4Prefix(containing: address, length: length))
        case .v6(let address): self = .v6(try IPv6Prefix(containing: address, length: length))
        }
    }

    /// The network that holds this one address: /32 or /128.
    public init(host address: IPAddress) {
        switch address {
        case .v4(let address): self = .v4(IPv4Prefix(host: address))
        case .v6(let address): self = .v6(IPv6Prefix(host: address))
        }
    }

    public var description: String {
        switch self {
        case .v4(let prefix): prefix.description
        case .v6(let prefix): prefix.description
        }
    }

    /// The first address.
    public var address: IPAddress {
        switch self {
        case .v4(let prefix): .v4(prefix.address)
        case .v6(let prefix): .v6(prefix.address)
        }
    }

    /// The last address.
    public var last: IPAddress {
        switch self {
        case .v4(let prefix): .v4(prefix.last)
        case .v6(let prefix): .v6(prefix.last)
        }
    }

    /// How many bits are fixed: 0...32 or 0...128.
    public var length: Int {
        switch self {
        case .v4(let prefix): prefix.length
        case .v6(let prefix): prefix.length
        }
    }

    /// False across families.
    public func contains(_ address: IPAddress) -> Bool {
        switch (self, address) {
        case (.v4(let prefix), .v4(let address)): prefix.contains(address)
        case (.v6(let prefix), .v6(let address)): prefix.contains(address)
        default: false
        }
    }

    /// False across families.
    public func contains(_ other: IPPrefix) -> Bool { length <= other.length && contains(other.address) }

    /// False across families.
    public func overlaps(_ other: IPPrefix) -> Bool { contains(other.address) || other.contains(address) }

    /// IPv4 before IPv6, then by address, the wider first.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.v4(let lhs), .v4(let rhs)): lhs < rhs
        case (.v6(let lhs), .v6(let rhs)): lhs < rhs
        case (.v4, .v6): true
        case (.v6, .v4): false
        }
    }
}
