internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NetmakerCore
internal import NetmakerDNS
internal import Synchronization

/// Answers questions about names at one address, over UDP and TCP, to programs of this machine alone.
struct NameServer: Sendable {
    typealias Answer = @Sendable (_ message: [UInt8], _ transport: NameTable.Transport) async -> [UInt8]?

    /// How many questions may have come and not be answered yet; those beyond are lost, as UDP may lose them.
    private static let longestQueue = 256
    /// How many connections there may be; whoever comes beyond is sent away.
    static let maximumConnections = 32
    /// A question that is longer is none.
    static let maximumQuestion = 4096

    let address: IPv4Address
    let ports: [UInt16]
    let logger: Logger
    /// How long a caller may be silent, and how long it may take to read an answer.
    var patience: Duration = .seconds(10)
    let answer: Answer

    /// Serves until cancelled.
    ///
    /// - Parameter listening: called with the port once questions can come.
    /// - Throws: `AgentError` when no port can be had.
    func run(listening: @Sendable (UInt16) -> Void) async throws {
        let (questions, arrivals) = AsyncStream.makeStream(
            of: AddressedEnvelope<ByteBuffer>.self, bufferingPolicy: .bufferingOldest(Self.longestQueue))
        let (connections, newcomers) = AsyncStream.makeStream(
            of: NameConnection.Channel.self, bufferingPolicy: .bufferingOldest(Self.maximumConnections))
        let (datagrams, server) = try await bind(arrivals, newcomers)
        // Either has gone: so does the other, and whoever runs this begins anew.
        datagrams.closeFuture.whenComplete { _ in
            arrivals.finish()
            server.close(promise: nil)
        }
        server.closeFuture.whenComplete { _ in
            newcomers.finish()
            datagrams.close(promise: nil)
        }
        if let port = datagrams.localAddress?.port { listening(UInt16(port)) }
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await answer(questions, over: datagrams) }
                // After cancellation, too, whoever has come is taken in, and hung up on.
                for await connection in connections {
                    group.addTask {
                        await NameConnection(
                            channel: connection, patience: patience, maximumQuestion: Self.maximumQuestion,
                            logger: logger
                        ).serve { await answer($0, .tcp) }
                    }
                }
            }
        } onCancel: {
            server.close(promise: nil)
        }
        // The port is free when this returns.
        try await server.closeFuture.get()
        try await datagrams.closeFuture.get()
        try Task.checkCancellation()
    }

    // MARK: Questions over UDP

    private func answer(_ questions: AsyncStream<AddressedEnvelope<ByteBuffer>>, over channel: any Channel) async {
        for await question in questions {
            guard let reply = await answer(Array(question.data.readableBytesView), .udp), channel.isWritable else {
                continue
            }
            channel.writeAndFlush(
                AddressedEnvelope(remoteAddress: question.remoteAddress, data: ByteBuffer(bytes: reply)), promise: nil)
        }
    }

    // MARK: Listening

    private func bind(
        _ questions: AsyncStream<AddressedEnvelope<ByteBuffer>>.Continuation,
        _ connections: AsyncStream<NameConnection.Channel>.Continuation
    ) async throws -> (datagrams: any Channel, server: any Channel) {
        var reason: (any Error)?
        for port in ports {
            do {
                let datagrams = try await bindDatagrams(port, questions)
                do {
                    let port = datagrams.localAddress?.port ?? Int(port)
                    return (datagrams, try await bindServer(port, connections))
                } catch {
                    try await datagrams.close()
                    throw error
                }
            } catch {
                reason = reason ?? error
            }
        }
        throw AgentError(
            .failed, message: "no port of \(address) can be listened on: \(reason.map { "\($0)" } ?? "none is given")",
            remedy: "see who listens there with ss -lnup, and that netclient runs as root", cause: reason)
    }

    private func bindDatagrams(
        _ port: UInt16, _ questions: AsyncStream<AddressedEnvelope<ByteBuffer>>.Continuation
    ) async throws -> any Channel {
        try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.maximumQuestion))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(QuestionCollector(questions: questions))
                }
            }
            .bind(to: try SocketAddress(ipAddress: address.description, port: Int(port))).get()
    }

    private func bindServer(
        _ port: Int, _ connections: AsyncStream<NameConnection.Channel>.Continuation
    ) async throws -> any Channel {
        let count = ConnectionCount()
        return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            // Connections of an earlier run may linger.
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard channel.remoteAddress?.isOfThisMachine ?? false, count.admit(channel) else {
                        throw ChannelError.ioOnClosedChannel
                    }
                    let connection = try NameConnection.Channel(wrappingChannelSynchronously: channel)
                    guard case .enqueued = connections.yield(connection) else { throw ChannelError.ioOnClosedChannel }
                }
            }
            .bind(to: try SocketAddress(ipAddress: address.description, port: port)).get()
    }
}

/// How many connections there are.
private final class ConnectionCount: Sendable {
    private let count = Atomic<Int>(0)

    func admit(_ channel: any Channel) -> Bool {
        guard count.add(1, ordering: .relaxed).newValue <= NameServer.maximumConnections else {
            count.subtract(1, ordering: .relaxed)
            return false
        }
        channel.closeFuture.whenComplete { _ in self.count.subtract(1, ordering: .relaxed) }
        return true
    }
}

/// Hands over what comes from this machine itself: a loopback address can be reached from outside where somebody routes
/// there.
private final class QuestionCollector: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let questions: AsyncStream<AddressedEnvelope<ByteBuffer>>.Continuation

    init(questions: AsyncStream<AddressedEnvelope<ByteBuffer>>.Continuation) { self.questions = questions }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let question = unwrapInboundIn(data)
        if question.remoteAddress.isOfThisMachine { questions.yield(question) }
    }

    /// What went wrong with one datagram is no other's affair.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

extension SocketAddress {
    fileprivate var isOfThisMachine: Bool { ipAddress?.hasPrefix("127.") ?? false }
}
