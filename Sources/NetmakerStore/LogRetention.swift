/// How much of the change log a store keeps: enough for agents to be told what changed while they were away, and for
/// people to see who did what.
public struct LogRetention: Hashable, Sendable {
    /// Rows older than this go; 7 days unless said otherwise.
    public var age: Duration
    /// The most rows of all aggregates together; 100,000 unless said otherwise.
    public var rows: Int

    public init(age: Duration = .seconds(7 * 86_400), rows: Int = 100_000) {
        self.age = age
        self.rows = rows
    }

    /// How long a store remembers that a node was one: 30 days.
    public static let removedNodes: Duration = .seconds(30 * 86_400)
}
