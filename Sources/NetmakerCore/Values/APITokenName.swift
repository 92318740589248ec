/// The name of an API token: 1 to 63 of `a-z 0-9 . _ -`, for people to tell their scripts apart.
public struct APITokenName: ParsableValue, Comparable {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for any other text.
    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy {
            $0.isLowercaseLetter || $0.isDigit || [UInt8(ascii: "."), 0x5F, 0x2D].contains($0)
        }
        guard isPlain, (1...63).contains(text.utf8.count) else {
            throw .invalid(
                text, isNot: "a name for an API token", field: "name",
                remedy: "use 1 to 63 of a-z, 0-9, dot, underscore and dash")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
