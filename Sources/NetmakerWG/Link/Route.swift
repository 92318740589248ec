public import NetmakerCore

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
}

/// A route over an interface.
public struct Route: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The network it leads to.
    public let destination: IPPrefix
    /// The table it stands in.
    public let table: RouteTable

    /// A route to a network.
    public init(to destination: IPPrefix, table: RouteTable = .main) {
        self.destination = destination
        self.table = table
    }

    /// The mark by which we know our own routes, in the field where the kernel keeps who made one. Routes that carry
    /// another are never touched.
    public static let mark: UInt8 = 110

    /// Orders by table, then by destination.
    public static func < (one: Self, other: Self) -> Bool {
        (one.table, one.destination) < (other.table, other.destination)
    }

    /// The destination, and the table where it is not the main one.
    public var description: String {
        table == .main ? destination.description : "\(destination) in table \(table)"
    }
}
