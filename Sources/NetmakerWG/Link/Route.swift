public import NetmakerCore

/// A route over an interface.
public struct Route: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The network it leads to.
    public let destination: IPPrefix
    /// The table it stands in.
    public let table: RouteTable
    /// Its rank among the routes of a table to the same destination, the lowest first.
    public let metric: UInt32

    /// A route to a network.
    ///
    /// - Parameter metric: nil for the kernel's own choice: 0 for an IPv4 route, 1024 for an IPv6 one. An IPv6 route
    ///   has no metric of 0: the kernel takes that for its own choice too.
    public init(to destination: IPPrefix, table: RouteTable = .main, metric: UInt32? = nil) {
        self.destination = destination
        self.table = table
        let isIPv4 = destination.address.isIPv4
        self.metric = metric.flatMap { isIPv4 || $0 != 0 ? $0 : nil } ?? Self.usualMetric(destination.address.family)
    }

    /// The metric that the kernel gives a route without one.
    private static func usualMetric(_ family: AddressFamily) -> UInt32 { family == .ipv4 ? 0 : 1024 }

    /// The mark by which we know our own routes, in the field where the kernel keeps who made one. Routes that carry
    /// another are never touched.
    public static let mark: UInt8 = 110

    /// Orders by table, then by destination, then by metric.
    public static func < (one: Self, other: Self) -> Bool {
        (one.table, one.destination, one.metric) < (other.table, other.destination, other.metric)
    }

    /// The destination, the table where it is not the main one, and a metric that is not the usual.
    public var description: String {
        let rank = metric == Self.usualMetric(destination.address.family) ? "" : " with metric \(metric)"
        return (table == .main ? destination.description : "\(destination) in table \(table)") + rank
    }
}
