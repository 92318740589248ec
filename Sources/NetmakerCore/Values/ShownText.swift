/// A text of somebody else's as an error or a log shows it: short and plain, and without what may be a key or a token that
/// was put in the wrong place. Whoever sent it has it anyway; whoever reads the terminal or the log over their shoulder must
/// not.
///
/// What does not print, or prints as nothing, is shown by its number, so that the reader sees why a text was refused that
/// looks right. Characters are no measure of length: one may be made of a megabyte of marks.
public struct ShownText: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// A line or two of any text.
    public init(_ text: some StringProtocol) {
        description = Self.escaped(Self.covered(text, by: Self.isOfSecretOrSlash), limit: 80)
    }

    /// A path, whose slashes part words.
    public init(path: some StringProtocol) {
        description = Self.escaped(Self.covered(path, by: Self.isOfSecret), limit: 200)
    }

    /// What keys, tokens and codes are written in, by Base64 (RFC 4648, sections 4 and 5).
    private static func isOfSecret(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "+", "-", "_", "=": true
        default: false
        }
    }

    private static func isOfSecretOrSlash(_ scalar: Unicode.Scalar) -> Bool { isOfSecret(scalar) || scalar == "/" }

    /// No word of a name is so long and has capitals; by chance, no secret has none.
    private static let longestWord = 16
    /// No more than is shown at most is looked at, with a secret's length to spare.
    private static let reach = 1024

    private static func covered(
        _ text: some StringProtocol, by isOfSecret: (Unicode.Scalar) -> Bool
    ) -> String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        var word = String.UnicodeScalarView()
        func endWord() {
            let isSecret = word.count >= longestWord && word.contains { ("A"..."Z").contains($0) }
            if isSecret { result.append(contentsOf: "...".unicodeScalars) } else { result.append(contentsOf: word) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars.prefix(reach) {
            if isOfSecret(scalar) {
                word.append(scalar)
            } else {
                endWord()
                result.append(scalar)
            }
        }
        endWord()
        return result
    }

    /// - Parameter limit: the most scalars that are shown; half as many bytes more.
    private static func escaped(_ scalars: String.UnicodeScalarView, limit: Int) -> String {
        var result = ""
        for scalar in scalars.prefix(limit) {
            result += scalar.isPlain ? String(scalar) : scalar.escaped(asASCII: true)
            if result.utf8.count >= limit + limit / 2 { break }
        }
        return result
    }
}
