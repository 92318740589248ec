/// The most nodes that a network may have: 1 to 1,000,000. Coded as a number.
public struct NodeLimit: NumericValue, Comparable {
    /// Nodes: 1...1,000,000.
    public let rawValue: Int

    private static let maximum = 1_000_000

    /// - Throws: `ModelError.Code.invalidValue` outside 1...1,000,000.
    public init(_ number: Int) throws(ModelError) {
        guard (1...Self.maximum).contains(number) else {
            throw .invalid(String(number), isNot: "a node limit", field: "nodeLimit", remedy: Self.remedy)
        }
        rawValue = number
    }

    /// A decimal number of 1 to 1,000,000.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: Self.maximum) else {
            throw .invalid(text, isNot: "a node limit", field: "nodeLimit", remedy: Self.remedy)
        }
        try self.init(number)
    }

    public var number: Int { rawValue }
    public var description: String { String(rawValue) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    private static let remedy = "give a number from 1 to \(maximum)"
}
