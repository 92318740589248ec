/// How long the agents' listener bears with a connection. Who cannot prove who they are can open as many as they like:
/// each must end by itself.
public struct ConnectionLimits: Hashable, Sendable {
    /// How long a connection may be without a stream, from its start too: TLS and HTTP/2 must be through by then. An
    /// agent has a connection a call, and uses it at once.
    public var unused: Duration
    /// How long nothing may come, not even the answer to a ping, and how long nothing of a stream may be taken. Whoever
    /// is silent for longer is gone without a word.
    public var silence: Duration
    /// How often a silent connection is asked whether it lives; shorter than the silence that ends it.
    public var ping: Duration
    /// How long the request of a call may take to come. The hello of a session has a limit of its own; what an answer
    /// takes is the server's doing.
    public var call: Duration
    /// How long a stream may go on once the server has said its last word on it, or stops listening.
    public var farewell: Duration

    public init(
        unused: Duration = .seconds(20), silence: Duration = .seconds(60), ping: Duration = .seconds(40),
        call: Duration = .seconds(30), farewell: Duration = .seconds(5)
    ) {
        self.unused = unused
        self.silence = silence
        self.ping = ping
        self.call = call
        self.farewell = farewell
    }
}
