internal import GRPCCore

extension BoundedChannel {
    /// Takes a stream's messages as there is room for them, until the stream ends: who does not read slows the other
    /// side down, by HTTP/2's flow control.
    ///
    /// - Parameters:
    ///   - element: reads a message; what it throws ends the channel.
    ///   - failure: what the reader is told when the stream breaks.
    func take<Message: Sendable>(
        _ messages: RPCAsyncSequence<Message, any Error>, as element: (Message) throws -> Element,
        orThrow failure: (any Error) -> any Error = { $0 }
    ) async {
        do {
            for try await message in messages { try await send(element(message)) }
            finish()
        } catch {
            finish(.failure(failure(error)))
        }
    }
}
