/// A word by which nodes are found and grouped: 1 to 32 of `a-z 0-9 . _ -`.
public struct Tag: ParsableValue, Comparable {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for any other text.
    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy {
            $0.isLowercaseLetter || $0.isDigit || [UInt8(ascii: "."), 0x5F, 0x2D].contains($0)
        }
        guard isPlain, (1...32).contains(text.utf8.count) else {
            throw .invalid(
                text, isNot: "a tag", field: "tags", remedy: "use 1 to 32 of a-z, 0-9, dot, underscore and dash")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
