internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
public import Logging
public import NIOCertificateReloading
public import NetmakerCore
public import ServiceLifecycle

internal import struct NIOCore.IOError

/// Listens for agents by gRPC over TLS, and hands their calls to a handler.
///
/// On graceful shutdown it takes no new calls and returns when the last one is over; ending the sessions is the
/// handler's part.
public struct GRPCAgentServer: Service {
    /// Streams one connection may have open: a session, and the calls beside it.
    public static let maximumStreams = 16

    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let logger: Logger

    /// - Parameters:
    ///   - address: where to listen; `::` listens for both families.
    ///   - port: 0 lets the system choose.
    ///   - proxies: whose word counts for where a connection comes from (`ProxiedSources`).
    ///   - identity: the certificates and the key to show, asked for anew by every connection.
    /// - Throws: when the identity has no certificate or key.
    public init(
        handler: any AgentHandler, address: IPAddress, port: Int, identity: any CertificateReloader,
        proxies: [IPPrefix] = [], limits: ConnectionLimits = ConnectionLimits(), logger: Logger
    ) throws {
        let socket: SocketAddress =
            switch address {
            case .v4(let address): .ipv4(host: address.description, port: port)
            case .v6(let address): .ipv6(host: address.description, port: port)
            }
        let sources = ProxiedSources(trusted: proxies)
        let transport = HTTP2ServerTransport.Posix(
            address: socket, transportSecurity: try .tls(certificateReloader: identity),
            config: Self.configuration(limits, sources))
        server = GRPCServer(
            transport: transport, services: [GRPCAgentService(handler: handler, sources: sources)],
            interceptors: [RequestDeadline(limit: limits.call)])
        self.logger = logger
    }

    private static func configuration(
        _ limits: ConnectionLimits, _ sources: ProxiedSources
    ) -> HTTP2ServerTransport.Posix.Config {
        .defaults {
            $0.rpc.maxRequestPayloadSize = FrameSize.maximum
            $0.http2.maxConcurrentStreams = maximumStreams
            // An agent whose machine died without a word gives no answer, and its session is ended.
            $0.connection.keepalive.time = limits.ping
            $0.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .seconds(10)
            $0.connection.keepalive.clientBehavior.allowWithoutCalls = true
            $0.connection.maxGraceTime = .seconds(5)
            $0.channelDebuggingCallbacks.onAcceptTCPConnection = { channel in
                // The watch goes before the proxy's header, so that a proxy that says nothing is closed too.
                sources.watch(channel).flatMap { ConnectionWatch.watch(channel, limits) }
            }
            $0.channelDebuggingCallbacks.onAcceptHTTP2Stream = { ConnectionWatch.note($0) }
        }
    }

    /// The port it listens on; waits until it does.
    ///
    /// - Throws: when it cannot listen, or does no longer.
    public var port: Int {
        get async throws {
            let address = try await server.transport.listeningAddress
            return address.ipv4?.port ?? address.ipv6?.port ?? 0
        }
    }

    /// Serves until graceful shutdown.
    ///
    /// - Throws: `IOError` when it cannot listen.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            do {
                try await server.serve()
            } catch let error as RuntimeError {
                // What gRPC says of it is that its transport failed.
                throw error.cause as? IOError ?? error
            }
        } onGracefulShutdown: {
            logger.info("no new agents are taken")
            server.beginGracefulShutdown()
        }
    }
}
