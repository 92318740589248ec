/// One event of a network's stream.
public struct NetworkEvent: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case change(EventResource)
        /// Events are missing before this one.
        case reset(ResetResource)
        /// The network is no more; the last event.
        case deleted(ResetResource)
    }

    /// What to go on after.
    public let id: EventID
    public let content: Content

    public init(id: EventID, _ content: Content) {
        self.id = id
        self.content = content
    }
}
