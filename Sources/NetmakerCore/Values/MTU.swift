/// The largest packet an interface takes, in bytes: 1280, which IPv6 needs (RFC 8200), to 65535. Coded as a number.
public struct MTU: NumericValue, Comparable {
    /// Bytes: 1280...65535.
    public let rawValue: Int

    /// What fits an Ethernet frame after WireGuard's header over IPv6: 1420.
    public static let wireGuard = MTU(unchecked: 1420)

    private init(unchecked rawValue: Int) { self.rawValue = rawValue }

    /// - Throws: `ModelError.Code.invalidValue` outside 1280...65535.
    public init(_ number: Int) throws(ModelError) {
        guard (1280...65535).contains(number) else {
            throw .invalid(String(number), isNot: "an MTU", field: "mtu", remedy: Self.remedy)
        }
        rawValue = number
    }

    /// A decimal number of 1280 to 65535.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: 65535) else {
            throw .invalid(text, isNot: "an MTU", field: "mtu", remedy: Self.remedy)
        }
        try self.init(number)
    }

    public var number: Int { rawValue }
    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    private static let remedy = "give a number of bytes from 1280 to 65535"
}
