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
        var request = request(.get, .events(of: network))
        request.headerFields[.accept] = "text/event-stream, \(Problem.mediaType)"
        if let last { request.headerFields[.lastEventID] = last.description }
        let reader = Mutex(EventStreamReader())
        let answer = try await transport.follow(request) { part in
            let events = try reader.withLock { try $0.read(part) }
            for event in events { try await receive(event) }
        }
        guard answer.status.kind == .successful else { throw Self.refusal(in: answer) }
    }
}
