/// Decimal numbers as all parsers here take them: digits only, no sign, no leading zero.
package enum Decimal {
    /// Nil when the text is empty, holds another character, starts with a needless zero, or exceeds `maximum`.
    package static func parse<Number: FixedWidthInteger>(_ text: some StringProtocol, maximum: Number) -> Number? {
        parse(digits: Substring(text).utf8, maximum: maximum)
    }

    /// The same of a text in ASCII. Of one type, since a number that is read thousands of times is not to pay for all.
    package static func parse(_ text: UnsafeRawBufferPointer, maximum: UInt64) -> UInt64? {
        parse(digits: text, maximum: maximum)
    }

    @inline(__always)
    private static func parse<Number: FixedWidthInteger>(
        digits bytes: some Collection<UInt8>, maximum: Number
    ) -> Number? {
        guard let first = bytes.first, first != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
        var value: Number = 0
        for byte in bytes {
            guard byte.isDigit else { return nil }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooLarge) = tens.addingReportingOverflow(Number(byte - UInt8(ascii: "0")))
            guard !isTooLarge, !isStillTooLarge, sum <= maximum else { return nil }
            value = sum
        }
        return value
    }
}
