import NIOCore
import NIOPosix
import NIOSSL
import NetmakerCore

@testable import NetmakerServer

/// A connection to a server's REST interface that carries any bytes: TLS, and whatever a test says within.
enum RawConnection {
    struct TooLate: Error {}

    /// Connects for as long as `body` does.
    static func open<Value: Sendable>(
        to server: StartedServer, _ body: @Sendable @escaping (Speaker) async throws -> Value
    ) async throws -> Value {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: Int(server.api.port.rawValue)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        try NIOSSLClientHandler(context: context, serverHostname: nil))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(Speaker(inbound: inbound, outbound: outbound))
        }
    }

    /// One end of it.
    struct Speaker: Sendable {
        let inbound: NIOAsyncChannelInboundStream<ByteBuffer>
        let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

        /// What comes until the server closes, or has answered once.
        ///
        /// - Throws: `TooLate` when it does neither.
        func answer() async throws -> String {
            try await withThrowingTaskGroup(of: String.self) { group in
                group.addTask {
                    var text = ""
                    do {
                        for try await part in inbound {
                            text += String(buffer: part)
                            // Who says that it closes may say more before it does.
                            if text.contains("\r\n\r\n"), !text.lowercased().contains("connection: close") { break }
                        }
                    } catch is CancellationError {
                        throw CancellationError()
                    } catch {
                        // Closed without TLS's own goodbye: closed.
                    }
                    return text
                }
                group.addTask {
                    try await Task.sleep(for: .seconds(30))
                    throw TooLate()
                }
                defer { group.cancelAll() }
                return try await group.next() ?? ""
            }
        }
    }
}
