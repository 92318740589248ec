/// A UDP or TCP port: 1 to 65535. Coded as a number.
public struct ListenPort: NumericValue, Comparable {
    /// 1...65535.
    public let rawValue: UInt16

    /// The port WireGuard listens on unless said otherwise: 51821.
    public static let netmaker = ListenPort(unchecked: 51821)

    private init(unchecked rawValue: UInt16) { self.rawValue = rawValue }

    /// - Throws: `ModelError.Code.invalidValue` outside 1...65535.
    public init(_ number: Int) throws(ModelError) {
        guard let port = UInt16(exactly: number), port != 0 else {
            throw .invalid(String(number), isNot: "a port", field: "listenPort", remedy: Self.remedy)
        }
        rawValue = port
    }

    /// - Throws: `ModelError.Code.invalidValue` for 0.
    public init(rawValue: UInt16) throws(ModelError) { try self.init(Int(rawValue)) }

    /// A decimal number of 1 to 65535.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: 65535) else {
            throw .invalid(text, isNot: "a port", field: "listenPort", remedy: Self.remedy)
        }
        try self.init(number)
    }

    public var number: Int { Int(rawValue) }
    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    private static let remedy = "give a number of 1 to 65535"
}
