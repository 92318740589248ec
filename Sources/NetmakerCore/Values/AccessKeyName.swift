/// The name of an access key: 1 to 63 of `a-z 0-9 . _ -`, starting with a letter or digit, for people to tell their keys
/// apart. It is a segment of a path, where dots alone would mean another.
public struct AccessKeyName: ParsableValue, Comparable {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for any other text.
    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy {
            $0.isLowercaseLetter || $0.isDigit || [UInt8(ascii: "."), 0x5F, 0x2D].contains($0)
        }
        guard isPlain, (1...63).contains(text.utf8.count), let first = text.utf8.first,
            first.isLowercaseLetter || first.isDigit
        else {
            throw .invalid(
                text, isNot: "a name for an access key", field: "name",
                remedy: "use 1 to 63 of a-z, 0-9, dot, underscore and dash, starting with a letter or digit")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
