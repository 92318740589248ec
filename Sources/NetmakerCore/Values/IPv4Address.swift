/// An IPv4 address, as one number in host order.
public struct IPv4Address: ParsableValue, Comparable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Four decimal numbers of 0 to 255 with dots between; no leading zeros, which some readers take for octal.
    public init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
        var value: UInt32 = 0
        for part in parts {
            guard parts.count == 4, let number = Decimal.parse(part, maximum: 255) else {
                throw .invalid(
                    text, isNot: "an IPv4 address", field: "address",
                    remedy: "give four numbers of 0 to 255 with dots between, such as 192.0.2.1")
            }
            value = value << 8 | UInt32(number)
        }
        rawValue = value
    }

    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
