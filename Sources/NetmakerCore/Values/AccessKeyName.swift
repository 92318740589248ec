/// The name of an access key: 1 to 63 of `a-z 0-9 . _ -`, for people to tell their keys apart.
public struct AccessKeyName: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for any other text.
    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...63).contains(text.utf8.count) else {
            throw ModelError(
                .invalidValue, field: "name", message: "\"\(text.prefix(80))\" is not a name for an access key",
                remedy: "use 1 to 63 of a-z, 0-9, dot, underscore and dash")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }

    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
