/// How many changes led to a state: 0 for none, one more with each. Coded as a number.
public struct Revision: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: UInt64

    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Before the first change.
    public static let zero = Revision(0)

    /// The one after this.
    public var next: Revision { Revision(rawValue + 1) }

    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: .max) else {
            throw .invalid(text, isNot: "a revision", field: "revision", remedy: "give a decimal number")
        }
        self.init(UInt64(number))
    }

    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(UInt64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
