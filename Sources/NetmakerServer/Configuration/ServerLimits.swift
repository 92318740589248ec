internal import NetmakerAPI
internal import NetmakerAgentProtocol

/// How long a server bears with whoever connects. Anybody may, as often as they like: each connection must end by
/// itself.
struct ServerLimits: Hashable, Sendable {
    /// With agents.
    var agents = ConnectionLimits()
    /// How long a connection to the REST interface may be without a request, from its start too: TLS must be through by
    /// then.
    var idle: Duration = .seconds(120)
    /// How long the body of a request may take to come.
    var body: Duration = .seconds(30)
    /// How long a request may take from its first line until its answer is sent: the longest anybody may ask to wait,
    /// and what a slow body takes.
    var request: Duration = ConvergenceResource.longestWait + .seconds(30)
    /// How long a body may go on to come once the server stops, and how long an answer may take to get out after that.
    /// A service manager waits ten seconds or more for all of it.
    var farewell: Duration = .seconds(3)
    /// How long TLS waits for the other side's goodbye.
    var goodbye: Duration = .seconds(1)
}
