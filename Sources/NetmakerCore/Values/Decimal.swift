/// Decimal numbers as the parsers of this module take them: digits only, no sign, no leading zero.
enum Decimal {
    /// Nil when the text is empty, holds another character, starts with a needless zero, or exceeds `maximum`.
    static func parse(_ text: Substring.UTF8View, maximum: Int) -> Int? {
        guard let first = text.first, text.count <= 19, first != UInt8(ascii: "0") || text.count == 1 else {
            return nil
        }
        var value = 0
        for byte in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = tens + Int(byte - UInt8(ascii: "0"))
            guard value <= maximum else { return nil }
        }
        return value
    }

    static func parse(_ text: some StringProtocol, maximum: Int) -> Int? {
        parse(Substring(text).utf8, maximum: maximum)
    }
}
