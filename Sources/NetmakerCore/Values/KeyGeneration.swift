/// How often all nodes of a network were asked to make new WireGuard keys. Coded as a number.
public struct KeyGeneration: Hashable, Sendable, Codable, Comparable {
    public let rawValue: UInt64

    /// Of the keys that nodes join with in a network whose keys were never refreshed.
    public static let first = KeyGeneration(0)

    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(UInt64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var next: KeyGeneration { KeyGeneration(rawValue + 1) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension KeyGeneration: LaterAddition {
    public static let whenAbsent = KeyGeneration.first
}
