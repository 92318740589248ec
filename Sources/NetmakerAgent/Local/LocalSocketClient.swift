internal import DurableFiles
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Speaks to a network's daemon on this machine.
struct LocalSocketClient {
    let path: String

    /// - Returns: nil when no daemon answers there.
    /// - Throws: `AgentError.Code.unreachable` when one does and hangs up.
    func send(_ request: LocalRequest) async throws -> LocalReply? {
        guard AtomicFile.exists(path) else { return nil }
        let connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
                }
        } catch let error as IOError where error.errnoCode == ECONNREFUSED || error.errnoCode == ENOENT {
            return nil
        }
        let bytes = try await connection.executeThenClose { incoming, outgoing in
            try await outgoing.write(ByteBuffer(bytes: try LocalMessage.encode(request)))
            var bytes: [UInt8] = []
            for try await buffer in incoming {
                bytes.append(contentsOf: buffer.readableBytesView)
                guard bytes.count <= LocalMessage.maximumReply else { break }
            }
            return bytes
        }
        guard bytes.last == UInt8(ascii: "\n") else {
            throw AgentError(
                .unreachable, message: "the daemon hung up before it had answered", remedy: "see the daemon's log")
        }
        return try LocalMessage.decode(LocalReply.self, bytes)
    }
}
