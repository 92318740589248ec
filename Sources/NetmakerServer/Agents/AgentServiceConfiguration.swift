/// How the agent service behaves in time.
public struct AgentServiceConfiguration: Hashable, Sendable {
    /// The shortest silence after which a session is told the time.
    public var shortestHeartbeat: Duration
    /// The longest. Where between the two is random: many agents must not be served in one instant.
    public var longestHeartbeat: Duration
    /// How long an agent may take to say hello.
    public var helloTimeout: Duration
    /// How far apart the changes are that one agent's reports make, from the second on.
    public var reportInterval: Duration
    /// How long sessions may take to end when the server goes away.
    public var drainTimeout: Duration
    /// How long an agent may take to say what its device has.
    public var answerTimeout: Duration
    /// How long two devices are watched, to see whether what one sends comes in at the other.
    public var observation: Duration
    /// The longest that agents wait before they come back then.
    public var longestReconnect: Duration

    public init(
        shortestHeartbeat: Duration = .seconds(30), longestHeartbeat: Duration = .seconds(60),
        helloTimeout: Duration = .seconds(10), reportInterval: Duration = .seconds(1),
        drainTimeout: Duration = .seconds(3), longestReconnect: Duration = .seconds(2),
        answerTimeout: Duration = .seconds(3), observation: Duration = .seconds(1)
    ) {
        self.shortestHeartbeat = shortestHeartbeat
        self.longestHeartbeat = longestHeartbeat
        self.helloTimeout = helloTimeout
        self.reportInterval = reportInterval
        self.drainTimeout = drainTimeout
        self.longestReconnect = longestReconnect
        self.answerTimeout = answerTimeout
        self.observation = observation
    }
}
