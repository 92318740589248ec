import NIOCore
import NIOPosix
import NetmakerCore
import Synchronization

/// Stands between an agent and its server, and can stop taking what either says, without a word to them: what a machine
/// that lost its power, or a cable, looks like from the other side.
final class FreezingRelay: Sendable {
    private let listener: any Channel
    private let channels = Channels()

    private final class Channels: Sendable {
        let state = Mutex<[any Channel]>([])
    }

    init(to port: ListenPort) async throws {
        let channels = channels
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { inner in
                ClientBootstrap(group: inner.eventLoop)
                    .channelInitializer { outer in
                        outer.eventLoop.makeCompletedFuture {
                            try outer.pipeline.syncOperations.addHandler(Passing(to: inner))
                            try inner.pipeline.syncOperations.addHandler(Passing(to: outer))
                        }
                    }
                    .connect(host: "127.0.0.1", port: Int(port.rawValue))
                    .map { outer in channels.state.withLock { $0 += [inner, outer] } }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: ListenPort {
        get throws { try ListenPort(listener.localAddress?.port ?? 0) }
    }

    /// Nothing passes any more, and nothing is closed.
    func freeze() async throws {
        for channel in channels.state.withLock({ $0 }) { try await channel.setOption(.autoRead, value: false).get() }
    }

    func close() async throws {
        for channel in channels.state.withLock({ $0 }) { channel.close(promise: nil) }
        try await listener.close()
    }

    private final class Passing: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let other: any Channel

        init(to other: any Channel) { self.other = other }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
    }
}
