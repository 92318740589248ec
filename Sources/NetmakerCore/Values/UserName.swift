/// The name of a user: 1 to 64 of `a-z 0-9 . _ @ -`, starting with a letter or digit.
public struct UserName: ParsableValue, Comparable {
    public let description: String

    /// A name a user may have.
    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy {
            $0.isLowercaseLetter || $0.isDigit || [UInt8(ascii: "."), 0x5F, 0x40, 0x2D].contains($0)
        }
        guard (1...64).contains(text.utf8.count), isPlain,
            let first = text.utf8.first, first.isLowercaseLetter || first.isDigit
        else {
            throw .invalid(
                text, isNot: "a user name", field: "user",
                remedy: "use 1 to 64 of a-z, 0-9, dot, underscore, at sign and dash, starting with a letter or digit")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
