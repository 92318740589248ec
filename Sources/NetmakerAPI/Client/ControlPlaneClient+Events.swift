internal import HTTPTypes
public import NetmakerCore
internal import Synchronization

extension ControlPlaneClient {
    /// Follows a network's changes, until the network is no more, the server ends the stream, or `receive` throws.
    ///
    /// - Parameters:
    ///   - last: the event after which to begin; nil for what comes from now on.
    ///   - receive: gets each event, in order.
    /// - Throws: `APIError`, or what `receive` throws.
    public func follow(
        _ network: NetworkName, after last: EventID? = nil, _ receive: @Sendable (NetworkEvent) async throws -> Void
    ) async throws {
        try await follow(.events(of: network), after: last?.description, receive)
    }

    /// Follows the changes of all networks that the caller may see, and for super admins those of the server, until the
    /// server ends the stream or `receive` throws.
    ///
    /// - Parameters:
    ///   - last: the event after which to begin; nil for what comes from now on.
    ///   - live: whether it is told too whose agent has come, gone or come further.
    ///   - receive: gets each event, in order.
    /// - Throws: `APIError`, or what `receive` throws.
    public func follow(
        after last: ServerEventID? = nil, live: LiveTelling = .untold,
        _ receive: @Sendable (ServerEvent) async throws -> Void
    ) async throws {
        try await follow(.events, query: live == .told ? "?live=true" : "", after: last?.description, receive)
    }

    /// Whether what is seen of agents is told, which is no change of anybody's.
    public enum LiveTelling: Sendable { case told, untold }

    private func follow<Event: StreamedEvent>(
        _ path: APIPath, query: String = "", after last: String?, _ receive: @Sendable (Event) async throws -> Void
    ) async throws {
        var request = request(.get, path, query: query)
        request.headerFields[.accept] = "text/event-stream, \(Problem.mediaType)"
        if let last { request.headerFields[.lastEventID] = last }
        let reader = Mutex(EventStreamReader<Event>())
        let answer = try await transport.follow(request) { part in
            let events = try reader.withLock { try $0.read(part) }
            for event in events { try await receive(event) }
        }
        guard answer.status.kind == .successful else { throw Self.refusal(in: answer) }
    }
}
