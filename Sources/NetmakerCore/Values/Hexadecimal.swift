/// Numbers and bytes in lower-case hexadecimal with leading zeros: one text for each.
package enum Hexadecimal {
    /// Two digits a byte.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        bytes.map { text(of: $0, digits: 2) }.joined()
    }

    static func text(of number: some UnsignedInteger & FixedWidthInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// Nil for another number of digits, or for anything but digits and a to f.
    static func parse<Number: UnsignedInteger & FixedWidthInteger>(
        _ text: String, digits: Int, as type: Number.Type = Number.self
    ) -> Number? {
        guard text.utf8.count == digits, text.utf8.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        return Number(text, radix: 16)
    }
}
