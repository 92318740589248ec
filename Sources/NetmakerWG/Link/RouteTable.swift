/// A routing table of the kernel.
public struct RouteTable: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Its number.
    public let rawValue: UInt32

    /// The table of a number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The one that is asked when no rule says otherwise.
    public static let main = RouteTable(rawValue: 254)

    /// Orders by number.
    public static func < (one: Self, other: Self) -> Bool {
        one.rawValue < other.rawValue
    }

    /// `main`, or the number.
    public var description: String { self == .main ? "main" : String(rawValue) }

    /// Whether it is unspecified, `default`, `main` or `local`.
    var isKernelsOwn: Bool { rawValue == 0 || (253...255).contains(rawValue) }
}
