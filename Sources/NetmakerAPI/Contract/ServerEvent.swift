internal import FoundationEssentials

/// One event of the server's stream, which has no end of its own.
public struct ServerEvent: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case change(ServerEventResource)
        /// Events are missing before this one.
        case reset(ServerResetResource)
        /// What is seen of some nodes is another; told where that was asked for.
        case live(LiveChangeResource)
    }

    /// What to go on after.
    public let id: ServerEventID
    public let content: Content

    public init(id: ServerEventID, _ content: Content) {
        self.id = id
        self.content = content
    }
}

extension ServerEvent: StreamedEvent {
    init?(id: String, kind: String?, data: Data) throws {
        let decoder = JSONDecoder()
        self.id = try ServerEventID(parsing: id)
        switch kind {
        case "change": content = .change(try decoder.decode(ServerEventResource.self, from: data))
        case "reset": content = .reset(try decoder.decode(ServerResetResource.self, from: data))
        case "live": content = .live(try decoder.decode(LiveChangeResource.self, from: data))
        default: return nil
        }
    }
}
