import NIOCore
import NIOPosix
import NIOSSL
import NetmakerCore

/// A connection to the REST interface on which thousands of requests come at once, and from which no answer is taken
/// but the first.
struct FloodingConnection: Sendable {
    private let channel: any Channel

    static func open(to port: ListenPort) async throws -> FloodingConnection {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let group = MultiThreadedEventLoopGroup.singleton
        let answered = group.next().makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: group)
            // The less fits in, the sooner the server stands still.
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLClientHandler(context: context, serverHostname: nil), TakingOne(answered),
                    ])
                }
            }
            .connect(host: "127.0.0.1", port: Int(port.rawValue)).get()
        // The answer says it back, and is the longer.
        let request = "GET /\(String(repeating: "a", count: 80)) HTTP/1.1\r\nHost: x\r\n\r\n"
        try await channel.writeAndFlush(ByteBuffer(string: request)).get()
        try await answered.futureResult.get()
        channel.writeAndFlush(ByteBuffer(string: String(repeating: request, count: 200_000)), promise: nil)
        return FloodingConnection(channel: channel)
    }

    /// Waits until the server has taken nothing for a second: it has more to answer than it may send.
    func stuck() async throws {
        var (last, same) = (0, 0)
        while same < 20 {
            try await Task.sleep(for: .milliseconds(50))
            let waiting = try await channel.getOption(.bufferedWritableBytes).get()
            same = waiting > 0 && waiting == last ? same + 1 : 0
            last = waiting
        }
    }

    /// Waits until the server has closed it.
    func closed() async throws {
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private final class TakingOne: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let answered: EventLoopPromise<Void>

        init(_ answered: EventLoopPromise<Void>) { self.answered = answered }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.channel.setOption(.autoRead, value: false).cascade(to: answered)
        }

        func channelInactive(context: ChannelHandlerContext) { answered.fail(ChannelError.eof) }

        /// Reset, while its answers waited: closed.
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
