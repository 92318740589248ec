/// How long to wait before the next try. Doubles with every failure, and is spread at random, so that a thousand agents
/// do not come back to a restarted server in one instant.
struct Backoff: Sendable {
    /// How long a session must have lasted to show that the next is worth trying soon. A server that lets agents in and
    /// then fails, or two machines with one identity that take each other's place, would else be asked without rest.
    static let steadySession: Duration = .seconds(10)

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

    /// Resets after a session that lasted; one that soon broke counts as a failure.
    mutating func reset(afterSessionOf duration: Duration) {
        if duration >= Self.steadySession { reset() }
    }
}
