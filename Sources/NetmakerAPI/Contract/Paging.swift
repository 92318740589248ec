public import NetmakerCore

/// How many of a list are asked for: 1 to 1000.
public struct PageLimit: Hashable, Sendable {
    public let number: Int

    /// - Throws: `ModelError.Code.invalidValue` for anything else.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: Self.range.upperBound), Self.range.contains(number) else {
            throw ModelError(
                .invalidValue, field: "limit", message: "\"\(text.excerpt)\" is not a number of items",
                remedy: "give 1 to \(Self.range.upperBound), or leave it out for all")
        }
        self.number = number
    }

    static let range = 1...1000
}

/// Where a page of a list ends, as `next` of an answer and `after` of a request have it: a text to be sent back as it
/// came.
public struct Cursor<Name: ParsableValue>: ParsableValue {
    /// Of the last item of the page.
    public let name: Name

    public init(_ name: Name) { self.name = name }

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        guard text.hasPrefix("~"), let name = try? Name(parsing: String(text.dropFirst())) else {
            throw ModelError(
                .invalidValue, field: "after", message: "\"\(text.excerpt)\" is not where a page ended",
                remedy: "send back next of the page before, or leave it out to begin")
        }
        self.name = name
    }

    public var description: String { "~\(name)" }
}

extension Cursor: Described where Name: Described {
    public static var schema: JSONSchema {
        let name = Name.schema.keywords
        var length: ClosedRange<Int>?
        if case .integer(let longest) = name["maxLength"] { length = 2...longest + 1 }
        return .string(
            "next of the page before", pattern: "^~" + (name["pattern"]?.text ?? "^").dropFirst(), length: length)
    }
}

extension APIOperation.Parameter {
    /// Those of a list that is ordered by such names.
    static func page<Name: ParsableValue & Described>(by type: Name.Type) -> [APIOperation.Parameter] {
        [
            APIOperation.Parameter(
                "limit",
                .integer(
                    "the most items; all if left out", from: PageLimit.range.lowerBound,
                    through: PageLimit.range.upperBound)),
            APIOperation.Parameter("after", Cursor<Name>.schema),
        ]
    }
}
