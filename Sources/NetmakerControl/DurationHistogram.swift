/// How long something took, each time it was done: how often it took no longer than each of some bounds.
public struct DurationHistogram: Hashable, Sendable {
    /// In seconds, ascending: from a decision in memory to a request that waits for machines.
    public static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

    /// How often it took longer than the bound before and no longer than this one; the last for what was longer than
    /// all.
    public private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// All of it together, in seconds.
    public private(set) var total = 0.0

    /// How often it was done.
    public var count: Int { counts.reduce(0, +) }

    public init() {}

    public mutating func note(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let value = Double(seconds) + Double(attoseconds) * 1e-18
        let index = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        counts[index] += 1
        total += value
    }
}
