internal import DurableFiles
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Where a daemon is spoken to by the same machine's netclient: a socket that only its owner reaches.
struct LocalSocketServer: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let path: String
    let logger: Logger
    /// Called once callers can come.
    let listening: @Sendable () -> Void
    let respond: @Sendable (LocalRequest) async throws -> LocalReply
    /// Called once the reply to a request has been sent, or cannot be.
    let replied: @Sendable (LocalRequest) -> Void

    /// Serves until cancelled. Whoever calls this holds the network's lock: a socket that is there is a dead daemon's.
    func run() async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        listening()
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask { await serve(connection) }
                }
            }
        }
        try AtomicFile.remove(path)
    }

    /// One request, one reply. What goes wrong with one caller is no other's affair.
    private func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { incoming, outgoing in
                guard let request = try await request(from: incoming) else { return }
                // Done is done, also when the caller went away before the reply.
                defer { replied(request) }
                let reply: LocalReply
                do { reply = try await respond(request) } catch { reply = LocalReply(error) }
                try await outgoing.write(ByteBuffer(bytes: try LocalMessage.encode(reply)))
                outgoing.finish()
            }
        } catch {
            logger.debug("A local caller went away", metadata: ["reason": "\(error)"])
        }
    }

    /// Nil when the caller says nothing that is a request.
    private func request(from incoming: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> LocalRequest? {
        var bytes: [UInt8] = []
        for try await buffer in incoming {
            bytes.append(contentsOf: buffer.readableBytesView)
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                return try LocalMessage.decode(LocalRequest.self, bytes[..<end])
            }
            guard bytes.count <= LocalMessage.maximumRequest else { return nil }
        }
        return nil
    }
}
