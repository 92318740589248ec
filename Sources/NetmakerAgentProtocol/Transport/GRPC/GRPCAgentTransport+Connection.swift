internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import NIOCore
internal import NIOSSL
internal import NetmakerAgentWire
internal import NetmakerCore
internal import PinnedTLS
internal import Synchronization

extension GRPCAgentTransport {
    typealias Client = WireAgent.Client<HTTP2ClientTransport.Posix>

    /// Runs `body` with a connection of its own.
    func connected<Value: Sendable>(_ body: (Client) async throws -> Value) async throws -> Value {
        let verdict = Verdict()
        do {
            let transport = try HTTP2ClientTransport.Posix(
                target: target, transportSecurity: security(verdict), config: Self.configuration)
            return try await withGRPCClient(transport: transport) { try await body(Client(wrapping: $0)) }
        } catch {
            if let refusal = verdict.refusal { throw wrongServer(refusal) }
            throw failure(error)
        }
    }

    private var target: any ResolvableTarget {
        let port = Int(server.port.rawValue)
        return switch try? IPAddress(parsing: server.host) {
        case .v4: .ipv4(address: server.host, port: port)
        case .v6: .ipv6(address: server.host, port: port)
        case nil: .dns(host: server.host, port: port)
        }
    }

    private static let configuration = HTTP2ClientTransport.Posix.Config.defaults {
        // A dead peer is noticed well before a heartbeat is overdue.
        $0.connection.keepalive = HTTP2ClientTransport.Config.Keepalive(
            time: .seconds(30), timeout: .seconds(10), allowWithoutCalls: false)
        $0.connection.maxIdleTime = nil
        // Enough for a frame under way; the default of 8 MiB is memory that an agent does not have to spare.
        $0.http2.targetWindowSize = 256 * 1024
    }

    private func security(_ verdict: Verdict) -> HTTP2ClientTransport.Posix.TransportSecurity {
        guard !check.pins.isEmpty else { return .tls }
        return .tls { tls in
            // The callback replaces the verification of the chain, and would be skipped if there were none to replace.
            // The name would be verified beside it, and pins alone count.
            tls.serverCertificateVerification = .noHostnameVerification
            tls.trustRoots = .certificates([])
            tls.customVerificationCallback = { [check] chain, promise in
                do throws(PinnedTLSError) {
                    try check.verify(chain)
                    promise.succeed(.certificateVerified(VerificationMetadata(nil)))
                } catch {
                    verdict.refuse(error)
                    promise.fail(error)
                }
            }
        }
    }

    private func wrongServer(_ error: PinnedTLSError) -> AgentProtocolError {
        AgentProtocolError(.wrongServer, message: "\(server): \(error.message)", remedy: error.remedy)
    }

    /// The error of the other side where there is one, else what the connection died of.
    func failure(_ error: any Error) -> any Error {
        switch error {
        case let error as RPCError:
            if let refusal = AgentProtocolError(error.metadata) { return refusal }
            if error.code == .cancelled, Task.isCancelled { return CancellationError() }
            if error.code == .unimplemented {
                return AgentProtocolError(
                    .unsupportedVersion, message: "\(server) does not know this call",
                    remedy: "check that it is the agents' port of an nm-server, and upgrade the older side")
            }
            return unreachable(error.cause.map { "\(error.message) \($0)" } ?? error.message)
        case is AgentProtocolError, is CancellationError:
            return error
        default:
            return unreachable("\(error)")
        }
    }

    func unreachable(_ why: String) -> AgentProtocolError {
        AgentProtocolError(
            .unavailable, message: "the server at \(server) is not reached: \(why)",
            remedy: "check that it runs, and that a firewall lets TCP port \(server.port) through")
    }
}

/// What the certificate check said, so that a refusal is told by its own words: TLS only says that the handshake
/// failed.
private final class Verdict: Sendable {
    private let state = Mutex<PinnedTLSError?>(nil)
    var refusal: PinnedTLSError? { state.withLock { $0 } }
    func refuse(_ error: PinnedTLSError) { state.withLock { $0 = error } }
}
