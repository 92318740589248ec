/// A text of somebody else's as an error or a log shows it: short and plain, and without what may be a key or a token
/// that was put in the wrong place. Whoever sent it has it anyway; whoever reads the terminal or the log over their
/// shoulder must not.
///
/// What does not print, or prints as nothing, is shown by its number, so that the reader sees why a text was refused
/// that looks right. Characters are no measure of length: one may be made of a megabyte of marks.
public struct ShownText: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// A line or two of any text.
    public init(_ text: some StringProtocol) {
        description = Self.escaped(Self.covered(text, by: Self.isOfSecretOrSlash), limit: 80)
    }

    /// A path, whose slashes part words. Those of a secret do as well.
    public init(path: some StringProtocol) {
        description = Self.escaped(Self.covered(path, by: Self.isOfSecret), limit: 200)
    }

    /// What keys, tokens and codes are written in, by Base64 (RFC 4648, sections 4 and 5), and how a path or a query
    /// writes what else they hold (RFC 3986, section 2.1).
    private static func isOfSecret(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "+", "-", "_", "=", "%": true
        default: false
        }
    }

    private static func isOfSecretOrSlash(_ scalar: Unicode.Scalar) -> Bool { isOfSecret(scalar) || scalar == "/" }

    /// No word of a name is so long and has capitals; by chance, no secret has none.
    private static let longestWord = 16
    /// A key in Base64, which may hold any number of slashes.
    private static let longestSecret = 44
    /// No more than is shown at most is looked at, with a secret's length to spare.
    private static let reach = 1024

    private struct Word {
        var scalars = String.UnicodeScalarView()
        /// What it ends with; nil at the end of the text.
        var end: Unicode.Scalar?
        var isCovered = false

        var hasCapital: Bool { scalars.contains { ("A"..."Z").contains($0) } }
        /// A word as our paths have them.
        var isPlain: Bool { scalars.count > 2 && scalars.allSatisfy { ("a"..."z").contains($0) } }
    }

    private static func covered(
        _ text: some StringProtocol, by isOfSecret: (Unicode.Scalar) -> Bool
    ) -> String.UnicodeScalarView {
        var words: [Word] = []
        var word = Word()
        for scalar in text.unicodeScalars.prefix(reach) {
            if isOfSecret(scalar) {
                word.scalars.append(scalar)
            } else {
                word.end = scalar
                words.append(word)
                word = Word()
            }
        }
        words.append(word)
        cover(&words)
        return words.reduce(into: String.UnicodeScalarView()) { result, word in
            result.append(contentsOf: word.isCovered ? "...".unicodeScalars : word.scalars)
            if let end = word.end { result.append(end) }
        }
    }

    /// Covers what is long enough for a secret, alone or with what slashes part it from, and what may be the rest of
    /// it.
    private static func cover(_ words: inout [Word]) {
        var start = 0
        while start < words.count {
            var end = start
            while !words[end].isPlain, words[end].end == "/", !words[end + 1].isPlain { end += 1 }
            let run = words[start...end]
            if run.reduce(0, { $0 + $1.scalars.count }) >= longestWord, run.contains(where: \.hasCapital) {
                for index in start...end { words[index].isCovered = !words[index].scalars.isEmpty }
            }
            start = end + 1
        }
        for index in words.indices.filter({ words[$0].isCovered }) {
            coverRest(of: index, in: &words, by: -1)
            coverRest(of: index, in: &words, by: 1)
        }
    }

    /// Whatever is short and next to it, and further on what is no plain word.
    private static func coverRest(of index: Int, in words: inout [Word], by step: Int) {
        var next = index + step
        var distance = 0
        var isNextTo = true
        while words.indices.contains(next), words[min(next, next - step)].end == "/", distance < longestSecret {
            let count = words[next].scalars.count
            if 1..<longestWord ~= count {
                words[next].isCovered = words[next].isCovered || isNextTo || !words[next].isPlain
                isNextTo = false
            }
            distance += count + 1
            next += step
        }
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
