import NIOCore
import NIOPosix
import NIOSSL
import NetmakerCore

@testable import NetmakerServer

/// A connection to a server that speaks HTTP, which carries any bytes a test says.
enum RawConnection {
    struct TooLate: Error {}

    /// Where a server is spoken to.
    enum Door: Sendable {
        /// The REST interface, over TLS.
        case api(ListenPort)
        /// The operator's socket, at this path.
        case operatorsSocket(String)
    }

    /// Connects for as long as `body` does.
    static func open<Value: Sendable>(
        to door: Door, _ body: @Sendable @escaping (Speaker) async throws -> Value
    ) async throws -> Value {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        switch door {
        case .api(let port):
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .none
            let context = try NIOSSLContext(configuration: configuration)
            channel = try await bootstrap.connect(host: "127.0.0.1", port: Int(port.rawValue)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        try NIOSSLClientHandler(context: context, serverHostname: nil))
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
        case .operatorsSocket(let path):
            channel = try await bootstrap.connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
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
            // Who says that it closes may say more before it does.
            try await words { $0.contains("\r\n\r\n") && !$0.lowercased().contains("connection: close") }
        }

        /// What comes until the server closes.
        ///
        /// - Throws: `TooLate` when it does not.
        func farewell() async throws -> String { try await words { _ in false } }

        /// Sends these bytes one by one, one now and then, for as long as the server takes them.
        ///
        /// - Returns: what came until the server closed.
        /// - Throws: `TooLate` when it does not.
        func drip(_ bytes: some Sequence<UInt8> & Sendable) async throws -> String {
            try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask { try await farewell() }
                group.addTask {
                    for byte in bytes {
                        do { try await send([byte]) } catch { break }
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    return nil
                }
                defer { group.cancelAll() }
                while let words = try await group.next() {
                    if let words { return words }
                }
                return ""
            }
        }

        private func words(until isEnough: @Sendable @escaping (String) -> Bool) async throws -> String {
            try await withThrowingTaskGroup(of: String.self) { group in
                group.addTask {
                    var text = ""
                    do {
                        for try await part in inbound {
                            text += String(buffer: part)
                            if isEnough(text) { break }
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
