internal import Logging
internal import NIOCore

/// One caller over TCP: questions and answers, each behind its length (RFC 1035, section 4.2.2).
struct NameConnection: Sendable {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let channel: Channel
    /// How long the caller may be silent, and how long it may take to read an answer.
    let patience: Duration
    let maximumQuestion: Int
    let logger: Logger

    /// Serves until the caller goes, or is sent away.
    func serve(_ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]?) async {
        do {
            try await channel.executeThenClose { incoming, _ in
                var bytes = ByteBuffer()
                var arrivals = incoming.makeAsyncIterator()
                while let question = try await channel.waiting(
                    for: patience, { try await next(&bytes, from: &arrivals) })
                {
                    // Who says what is no question is not waited for.
                    guard let reply = await answer(question) else { return }
                    var message = ByteBuffer()
                    message.writeInteger(UInt16(reply.count))
                    message.writeBytes(reply)
                    // The channel, unlike its writer, says when all of it has gone out.
                    try await channel.waiting(for: patience) { try await channel.channel.writeAndFlush(message) }
                }
            }
        } catch {
            logger.debug("Somebody who asked for names went away", metadata: ["reason": "\(error)"])
        }
    }

    /// The next whole question; nil when there is none, or one that is too long.
    private func next(
        _ bytes: inout ByteBuffer, from arrivals: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) async throws -> [UInt8]? {
        while true {
            if let length = bytes.getInteger(at: bytes.readerIndex, as: UInt16.self) {
                guard length <= maximumQuestion else { return nil }
                if bytes.readableBytes >= 2 + Int(length) {
                    bytes.moveReaderIndex(forwardBy: 2)
                    let question = bytes.readBytes(length: Int(length))
                    bytes.discardReadBytes()
                    return question
                }
            }
            guard var more = try await arrivals.next() else { return nil }
            bytes.writeBuffer(&more)
        }
    }
}
