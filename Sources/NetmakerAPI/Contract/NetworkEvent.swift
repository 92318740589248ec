internal import FoundationEssentials

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

extension NetworkEvent: StreamedEvent {
    init?(id: String, kind: String?, data: Data) throws {
        let decoder = JSONDecoder()
        self.id = try EventID(parsing: id)
        switch kind {
        case "change": content = .change(try decoder.decode(EventResource.self, from: data))
        case "reset": content = .reset(try decoder.decode(ResetResource.self, from: data))
        case "deleted": content = .deleted(try decoder.decode(ResetResource.self, from: data))
        default: return nil
        }
    }
}
