/// How many changes led to a state: 0 for none, one more with each. Coded as a number.
public struct Revision: NumericValue, Comparable {
    /// The number of changes.
    public let rawValue: UInt64

    /// The revision after so many changes.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Before the first change.
    public static let zero = Revision(0)

    /// The one after this.
    public var next: Revision { Revision(rawValue + 1) }

    /// A decimal number.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: UInt64.max) else {
            throw .invalid(text, isNot: "a revision", field: "revision", remedy: "give a decimal number")
        }
        self.init(number)
    }

    public var number: UInt64 { rawValue }
    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
