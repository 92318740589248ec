/// A parsable value that is a number, coded as one, so that scripts can compute with it.
public protocol NumericValue: ParsableValue {
    associatedtype Number: FixedWidthInteger & Codable & Sendable

    /// The number it is coded as.
    var number: Number { get }

    /// - Throws: `ModelError.Code.invalidValue` for a number that is no such value.
    init(_ number: Number) throws(ModelError)
}

extension NumericValue {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(Number.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
