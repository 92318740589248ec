internal import DurableFiles
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Speaks to a network's daemon on this machine.
struct LocalSocketClient {
    let path: String

    /// - Parameter limit: how long the daemon may take; nil for as long as it does, as where it asks others.
    /// - Returns: nil when no daemon answers there.
    /// - Throws: `AgentError.Code.unreachable` when one does and hangs up, and `.failed` when it says nothing.
    func send(_ request: LocalRequest, within limit: Duration?) async throws -> LocalReply? {
        guard let limit else { return try await send(request) }
        return try await withThrowingTaskGroup(of: LocalReply?.self) { group in
            group.addTask { try await send(request) }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                throw AgentError(
                    .failed, message: "the daemon has not answered within \(limit)", remedy: "restart the daemon")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// The same, for as long as it takes.
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
