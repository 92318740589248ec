internal import NIOCore

extension NIOAsyncChannel {
    /// Hangs up on a caller that keeps `body` waiting for so long, or that is still there when the task is cancelled.
    func waiting<Value>(for patience: Duration, _ body: () async throws -> Value) async rethrows -> Value {
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(patience)) { [channel] in channel.close(promise: nil)
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await body()
        } onCancel: { [channel] in
            channel.close(promise: nil)
        }
    }
}
