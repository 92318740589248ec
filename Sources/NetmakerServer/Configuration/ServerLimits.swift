internal import NetmakerAgentProtocol

/// How long a server bears with whoever connects. Anybody may, as often as they like: each connection must end by itself.
struct ServerLimits: Hashable, Sendable {
    /// With agents.
    var agents = ConnectionLimits()
    /// How long a connection to the REST interface may be without a request, from its start too: TLS must be through by
    /// then.
    var idle: Duration = .seconds(120)
    /// How long the body of a request may take to come.
    var body: Duration = .seconds(30)
    /// How long it may go on to come once the server stops, and how long an answer may take to get out after that.
    var farewell: Duration = .seconds(5)
}
