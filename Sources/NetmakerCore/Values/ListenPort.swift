/// A UDP or TCP port: 1 to 65535. Coded as a number.
public struct ListenPort: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: UInt16

    /// The port WireGuard listens on unless said otherwise: 51821.
    public static let netmaker = ListenPort(unchecked: 51821)

    private init(unchecked rawValue: UInt16) { self.rawValue = rawValue }

    /// - Throws: `ModelError.Code.invalidValue` outside 1...65535.
    public init(_ number: Int) throws(ModelError) {
        guard let port = UInt16(exactly: number), port != 0 else {
            throw ModelError(
                .invalidValue, field: "listenPort", message: "\(number) is not a port",
                remedy: "give a number of 1 to 65535")
        }
        rawValue = port
    }

    /// - Throws: `ModelError.Code.invalidValue` for 0.
    public init(rawValue: UInt16) throws(ModelError) { try self.init(Int(rawValue)) }

    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: 65535) else {
            throw .invalid(text, isNot: "a port", field: "listenPort", remedy: "give a number of 1 to 65535")
        }
        try self.init(number)
    }

    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
