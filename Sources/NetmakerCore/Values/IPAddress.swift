/// An address of either family.
public enum IPAddress: ParsableValue, Comparable {
    /// Of 32 bits.
    case v4(IPv4Address)
    /// Of 128 bits.
    case v6(IPv6Address)

    /// `192.0.2.1` or `2001:db8::1`; no brackets, no zone.
    public init(parsing text: String) throws(ModelError) {
        do {
            self =
                text.utf8.contains(UInt8(ascii: ":"))
                ? .v6(try IPv6Address(parsing: text)) : .v4(try IPv4Address(parsing: text))
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

    /// How many bits an address of this family has: 32 or 128.
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
