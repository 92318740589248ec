internal import DurableFiles
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Where a daemon is spoken to by the same machine's netclient: a socket that only its owner reaches.
struct LocalSocketServer: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// How many may have come and not be served yet; whoever comes beyond is sent away.
    private static let longestQueue = 1024

    let path: String
    let logger: Logger
    /// How long a caller may take to say what it wants, and how long to take the reply.
    var patience: Duration = .seconds(10)
    /// Called once callers can come.
    let listening: @Sendable () -> Void
    let respond: @Sendable (LocalRequest) async throws -> LocalReply
    /// Called once the reply to a request has been sent, or cannot be.
    let replied: @Sendable (LocalRequest) -> Void

    /// Serves until cancelled. Whoever calls this holds the network's lock: a socket that is there is a dead daemon's.
    func run() async throws {
        // NIO's own stream of connections forgets those in it when it is cancelled, and ends the program for it.
        let (connections, arrivals) = AsyncStream.makeStream(
            of: Connection.self, bufferingPolicy: .bufferingOldest(Self.longestQueue))
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try Connection(wrappingChannelSynchronously: channel)
                    guard case .enqueued = arrivals.yield(connection) else { throw ChannelError.ioOnClosedChannel }
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        server.closeFuture.whenComplete { _ in arrivals.finish() }
        listening()
        await withDiscardingTaskGroup { group in
            // After cancellation, too, whoever has come is taken in, and hung up on.
            for await connection in connections {
                group.addTask { await serve(connection) }
            }
        }
        try await server.close()
        try AtomicFile.remove(path)
    }

    /// One request, one reply. What goes wrong with one caller is no other's affair.
    private func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { incoming, _ in
                let line = try await connection.waiting(for: patience) { try await Self.line(from: incoming) }
                guard let line else { return }
                let request: LocalRequest
                do {
                    request = try LocalMessage.decode(LocalRequest.self, line)
                } catch {
                    return try await send(.notUnderstood, over: connection)
                }
                // Done is done, also when the caller went away before the reply.
                defer { replied(request) }
                let reply: LocalReply
                do { reply = try await respond(request) } catch { reply = LocalReply(error) }
                try await send(reply, over: connection)
            }
        } catch {
            logger.debug("A local caller went away", metadata: ["reason": "\(error)"])
        }
    }

    private func send(_ reply: LocalReply, over connection: Connection) async throws {
        let bytes = ByteBuffer(bytes: try LocalMessage.encode(reply))
        // The channel, unlike its writer, says when all of it has gone out.
        try await connection.waiting(for: patience) { try await connection.channel.writeAndFlush(bytes) }
    }

    /// What the caller says up to a line break, or up to where it is too long to be a request; nil when it hangs up
    /// first.
    private static func line(from incoming: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await buffer in incoming {
            bytes.append(contentsOf: buffer.readableBytesView)
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return Array(bytes[..<end]) }
            guard bytes.count <= LocalMessage.maximumRequest else { return bytes }
        }
        return nil
    }
}
