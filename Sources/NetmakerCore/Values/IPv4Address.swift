/// An IPv4 address, as one number in host order.
public struct IPv4Address: ParsableValue, Comparable {
    /// The most significant byte is the first of the text.
    public let rawValue: UInt32

    /// The address with this number in host order.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Four decimal numbers of 0 to 255 with dots between; no leading zeros, which some readers take for octal.
    public init(parsing text: String) throws(ModelError) {
        guard let address = Self(text.utf8) else {
            throw .invalid(
                text, isNot: "an IPv4 address", field: "address",
                remedy: "give four numbers of 0 to 255 with dots between, such as 192.0.2.1")
        }
        self = address
    }

    /// The same from the bytes of a text, which may be part of another. Nil for anything else.
    init?(_ text: some Sequence<UInt8>) {
        var (value, number): (UInt32, UInt32) = (0, 0)
        var (dots, digits) = (0, 0)
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, dots < 3 else { return nil }
                value = value << 8 | number
                (number, digits, dots) = (0, 0, dots + 1)
            } else {
                guard byte.isDigit, digits == 0 || number > 0 else { return nil }
                number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
                digits += 1
                guard number <= 255 else { return nil }
            }
        }
        guard dots == 3, digits > 0 else { return nil }
        rawValue = value << 8 | number
    }

    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
