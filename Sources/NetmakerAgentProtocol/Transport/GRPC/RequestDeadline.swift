internal import GRPCCore
internal import NetmakerAgentWire

/// Turns a call away whose request does not come in time. A session has a deadline of its own, for its hello.
struct RequestDeadline: ServerInterceptor {
    let limit: Duration

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        guard context.descriptor != WireAgent.Method.Session.descriptor else { return try await next(request, context) }
        let messages = BoundedChannel<Input>(capacity: 1)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await messages.take(request.messages, as: { $0 }) }
            group.addTask { [limit] in
                try await Task.sleep(for: limit)
                messages.finish(
                    .failure(RPCError(code: .deadlineExceeded, message: "the request did not come in time")))
            }
            defer { group.cancelAll() }
            return try await next(
                StreamingServerRequest(
                    metadata: request.metadata,
                    messages: RPCAsyncSequence(wrapping: AsyncThrowingStream { try await messages.next() })),
                context)
        }
    }
}
