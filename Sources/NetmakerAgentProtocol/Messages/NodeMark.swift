public import NetmakerCore

/// By what agent and server see that neither has news of the node for the other: made of what the node is told about
/// itself and of what its machine reports. Never 0.
public struct NodeMark: Hashable, Sendable, RawRepresentable {
    public let rawValue: UInt64

    /// Nil for 0, which stands for none where marks travel.
    public init?(rawValue: UInt64) {
        guard rawValue != 0 else { return nil }
        self.rawValue = rawValue
    }

    init(hash: UInt64) { rawValue = max(hash, 1) }
}

/// What an agent says of its node in a hello.
public enum NodeNews: Hashable, Sendable {
    case report(NodeReport)
    /// Both sides may know all there is to say. Said only to a server that takes marks.
    case mark(NodeMark)
}
