/// The mark on packets that an interface itself sends, by which rules tell them from those it is given to carry.
public struct FirewallMark: Hashable, Sendable, CustomStringConvertible {
    /// The number, never 0: that means no mark.
    public let rawValue: UInt32

    /// - Returns: nil for 0, which means no mark.
    public init?(_ rawValue: UInt32) {
        guard rawValue != 0 else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: UInt32) { self.rawValue = rawValue }

    /// What `wg-quick` gives a tunnel that everything goes through: 51820.
    public static let wgQuick = FirewallMark(unchecked: 51820)

    /// The number in hexadecimal, as `wg` writes it.
    public var description: String { "0x" + String(rawValue, radix: 16) }
}
