/// Texts that look like another, or nearly are it: none of them is it.
enum Disguise {
    /// White space and line ends, the end of a C string, marks, signs that show as nothing or turn the direction of
    /// writing, and letters beyond ASCII.
    private static let strangers = [
        " ", "\t", "\n", "\r\n", "\u{0}", "\u{7F}", "\u{1B}[2J", "\u{A0}", "\u{301}", "\u{200B}", "\u{202E}",
        "\u{FEFF}",
        "\u{FE0F}", "é", "😀",
    ]

    /// What a reader by Unicode's tables takes for an ASCII letter or digit.
    private static let lookalikes: [(Character, Character)] = [
        ("a", "а"), ("c", "с"), ("e", "е"), ("o", "о"), ("p", "р"), ("k", "\u{212A}"), ("s", "ſ"), ("i", "ı"),
        ("n", "ｎ"), ("1", "１"), ("0", "０"), ("1", "١"), ("2", "²"), (".", "。"), (":", "："), ("/", "∕"),
        ("-", "–"),
    ]

    /// The text with something foreign before it, behind it or within.
    static func strangers(with text: String) -> [String] {
        guard let first = text.first else { return [] }
        return strangers.flatMap { stranger in
            ["\(stranger)\(text)", "\(text)\(stranger)", "\(first)\(stranger)\(text.dropFirst())"]
        }
    }

    /// The text with letters, digits or signs that only look like its own.
    static func lookalikes(of text: String) -> [String] {
        let narrow = Array(text.unicodeScalars)
        let wide = String(
            String.UnicodeScalarView(
                narrow.map { (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }))
        return [wide]
            + lookalikes.filter { text.contains($0.0) }.map { plain, other in
                text.replacing(String(plain), with: String(other))
            }
    }

    /// A megabyte, in many characters or in one.
    static func megabytes(of text: String) -> [String] {
        let million = 1_000_000
        return [
            String(repeating: "9", count: million), String(repeating: "\n", count: million),
            text + String(repeating: "\u{301}", count: million / 2),
        ]
    }
}
