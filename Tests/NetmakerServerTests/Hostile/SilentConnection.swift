import NIOCore
import NIOPosix
import NIOSSL
import NetmakerCore

/// A connection that says so much and no more, and answers nothing.
struct SilentConnection: Sendable {
    let channel: any Channel

    /// How far it goes.
    enum Stage: String, Sendable, CaseIterable {
        case tcp
        /// The first byte of a TLS handshake.
        case tlsBegun
        case tls
        /// The preface of HTTP/2 and empty settings.
        case http2
        /// The headers of a session, and no hello.
        case session
        /// The headers of a join, and no request.
        case call
    }

    static func open(_ stage: Stage, to port: ListenPort) async throws -> SilentConnection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let channel: any Channel
        switch stage {
        case .tcp, .tlsBegun:
            channel = try await bootstrap.connect(host: "127.0.0.1", port: Int(port.rawValue)).get()
            if stage == .tlsBegun { try await channel.writeAndFlush(ByteBuffer(bytes: [0x16])).get() }
        case .tls, .http2, .session, .call:
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .none
            configuration.applicationProtocols = ["h2"]
            let context = try NIOSSLContext(configuration: configuration)
            channel = try await bootstrap.channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                }
            }.connect(host: "127.0.0.1", port: Int(port.rawValue)).get()
            // Is written once the handshake is over, even where it is nothing.
            try await channel.writeAndFlush(ByteBuffer(bytes: bytes(of: stage))).get()
        }
        return SilentConnection(channel: channel)
    }

    /// Waits until the server has closed it.
    func closed() async throws {
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// HTTP/2 (RFC 9113): the preface, an empty SETTINGS frame, and for a stream its HEADERS without END_STREAM.
    private static func bytes(of stage: Stage) -> [UInt8] {
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
        switch stage {
        case .tls: return []
        case .session: return preface + headers(path: "/netmaker.agent.v1.Agent/Session")
        case .call: return preface + headers(path: "/netmaker.agent.v1.Agent/Join")
        default: return preface
        }
    }

    /// HPACK (RFC 7541), without its dynamic table.
    static func headers(path: String) -> [UInt8] {
        func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
        let block: [UInt8] =
            [0x83, 0x87] + [0x04] + text(path) + [0x0F, 0x10] + text("application/grpc") + [0x00] + text("te")
            + text("trailers")
        return [0, 0, UInt8(block.count), 1, 0x04, 0, 0, 0, 1] + block
    }
}
