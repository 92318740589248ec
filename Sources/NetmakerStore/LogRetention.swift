/// How much of the change log a store keeps: enough for agents to be told what changed while they were away, and for
/// people to see who did what.
public struct LogRetention: Hashable, Sendable {
    /// Rows older than this go, a few dozen at a time; 90 days unless said otherwise.
    public var age: Duration
    /// The most rows of all aggregates together; 100,000 unless said otherwise.
    public var rows: Int

    public init(age: Duration = .seconds(90 * 86_400), rows: Int = 100_000) {
        self.age = age
        self.rows = rows
    }

    /// For how many days rows may be kept.
    public static let days = 1...3650
    /// How many rows may be kept: not so few that agents who were away for a moment must be told everything.
    public static let counts = 1000...100_000_000

    /// How long a store remembers that a node was one: 30 days.
    public static let removedNodes: Duration = .seconds(30 * 86_400)
}
