/// How long to wait before the next try. Doubles with every failure, and is spread at random, so that a thousand agents
/// do not come back to a restarted server in one instant.
struct Backoff: Sendable {
    private let shortest: Duration
    private let longest: Duration
    private var failures = 0

    init(shortest: Duration = .milliseconds(250), longest: Duration = .seconds(60)) {
        self.shortest = shortest
        self.longest = longest
    }

    /// The next wait: between half of and the whole current bound.
    mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        let bound = min(shortest * (1 << min(failures, 16)), longest)
        failures += 1
        return bound / 2 + bound / 2 * Double.random(in: 0...1, using: &generator)
    }

    /// The other side answered: what comes next is a first failure again.
    mutating func reset() { failures = 0 }
}
