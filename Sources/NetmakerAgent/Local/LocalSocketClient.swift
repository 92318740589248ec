internal import DurableFiles
internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import NetmakerCore

/// Speaks to a network's daemon on this machine, and never waits for one that works no more.
struct LocalSocketClient {
    private let network: NetworkName
    private let path: String
    private let clock: AgentClock

    init(_ network: NetworkName, in folder: AgentFolder, clock: any Clock<Duration>) {
        self.network = network
        path = folder.socket(network)
        self.clock = AgentClock(clock)
    }

    /// - Returns: nil when no daemon answers there.
    /// - Throws: `AgentError.Code.unreachable` when one does and hangs up, or says nothing for longer than a daemon may
    ///   take for what it is asked.
    func send(_ command: LocalRequest.Command) async throws -> LocalReply? {
        guard AtomicFile.exists(path) else { return nil }
        let (clock, limit, network) = (clock, command.patience, network)
        return try await withThrowingTaskGroup(of: LocalReply?.self) { group in
            group.addTask { try await exchange(LocalRequest(command)) }
            group.addTask {
                try await clock.sleep(for: limit)
                throw AgentError(
                    .unreachable,
                    message: "the daemon of network \(network) has not answered for \(limit.components.seconds) s",
                    remedy: "restart it with systemctl restart netclient@\(network), or end its process, and try again")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func exchange(_ request: LocalRequest) async throws -> LocalReply? {
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
