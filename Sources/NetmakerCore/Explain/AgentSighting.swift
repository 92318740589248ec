/// What the server knows of a node's agent at the moment of a question.
public struct AgentSighting: Hashable, Sendable {
    /// What came of asking it.
    public enum Word: Hashable, Sendable {
        /// It has no session.
        case away
        /// It is of a release that cannot be asked.
        case unable
        /// It has a session, and did not answer in time.
        case silent
        case report(TunnelReport)
    }

    public let word: Word
    /// What it said a moment before; nil when it was asked once.
    public let earlier: TunnelReport?
    /// When the server last heard of it; nil when it has not since its start.
    public let lastSeen: Timestamp?
    /// The revision it last said is in force; nil when it has not since the server's start.
    public let acknowledged: Revision?
    /// Whether it is connected, and something that concerns it is not in force yet.
    public let isLagging: Bool

    public init(
        word: Word, after earlier: TunnelReport? = nil, lastSeen: Timestamp?, acknowledged: Revision?, isLagging: Bool
    ) {
        self.word = word
        self.earlier = earlier
        self.lastSeen = lastSeen
        self.acknowledged = acknowledged
        self.isLagging = isLagging
    }

    /// What it said of its device; nil when it said nothing.
    public var report: TunnelReport? { if case .report(let report) = word { report } else { nil } }
}
