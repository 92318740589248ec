import NIOCore
import NIOPosix
import NIOSSL
import NetmakerCore
import Synchronization

/// A connection to the agents' port that answers every ping, opens one stream, and never lets it end.
struct HoldingConnection: Sendable {
    private let channel: any Channel
    private let pings: Pings

    /// How it holds its stream.
    enum Way: String, Sendable, CaseIterable {
        /// A session without a hello, and without an end.
        case session
        /// A join without a request, and without an end.
        case call
        /// A whole call, whose answer has no window to come through.
        case answer
    }

    private final class Pings: Sendable {
        let answered = Mutex(0)
    }

    static func open(_ way: Way, to port: ListenPort) async throws -> HoldingConnection {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: configuration)
        let pings = Pings()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLClientHandler(context: context, serverHostname: nil),
                        Answering(pings, opening: bytes(of: way)),
                    ])
                }
            }
            .connect(host: "127.0.0.1", port: Int(port.rawValue)).get()
        return HoldingConnection(channel: channel, pings: pings)
    }

    /// How many pings it has answered.
    var answeredPings: Int { pings.answered.withLock { $0 } }

    /// Waits until the server has closed it.
    func closed() async throws {
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private static func bytes(of way: Way) -> [UInt8] {
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        let noSettings = Frame(type: 4, flags: 0, payload: []).bytes
        func headers(_ method: String) -> [UInt8] {
            SilentConnection.headers(path: "/netmaker.agent.v1.Agent/\(method)")
        }
        switch way {
        case .session: return preface + noSettings + headers("Session")
        case .call: return preface + noSettings + headers("Join")
        case .answer:
            // SETTINGS_INITIAL_WINDOW_SIZE is nothing, and the one message is empty.
            let noWindow = Frame(type: 4, flags: 0, payload: [0, 4, 0, 0, 0, 0]).bytes
            let request: [UInt8] = [0, 0, 5, 0, 1, 0, 0, 0, 1] + [0, 0, 0, 0, 0]
            return preface + noWindow + headers("Challenge") + request
        }
    }

    /// A frame of the connection itself (RFC 9113, section 4.1).
    private struct Frame {
        let type: UInt8
        let flags: UInt8
        let payload: [UInt8]

        var bytes: [UInt8] { [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, 0] + payload }
    }

    /// Opens the stream, then acknowledges settings and pings.
    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let pings: Pings
        private let opening: [UInt8]
        private var rest = ByteBuffer()

        init(_ pings: Pings, opening: [UInt8]) {
            self.pings = pings
            self.opening = opening
        }

        /// Goes out once the handshake is over, and before any answer: the server's settings come with its handshake.
        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: opening)), promise: nil)
            context.fireChannelActive()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            rest.writeImmutableBuffer(Self.unwrapInboundIn(data))
            while let head = rest.getBytes(at: rest.readerIndex, length: 9) {
                let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
                guard rest.readableBytes >= 9 + length else { return }
                rest.moveReaderIndex(forwardBy: 9)
                let payload = rest.readBytes(length: length) ?? []
                guard head[3] == 4 || head[3] == 6, head[4] & 1 == 0 else { continue }
                if head[3] == 6 { pings.answered.withLock { $0 += 1 } }
                let answer = Frame(type: head[3], flags: 1, payload: head[3] == 6 ? payload : [])
                context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: answer.bytes)), promise: nil)
            }
        }

        /// Closed without TLS's goodbye: closed.
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
