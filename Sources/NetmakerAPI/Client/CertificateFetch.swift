internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import NetmakerCore
internal import PinnedTLS

/// Looks at the certificates a server shows. AsyncHTTPClient takes no verification of one's own, so what passes the
/// check here becomes all that it trusts.
struct CertificateFetch: Sendable {
    let server: ServerAddress
    let check: PinnedCertificateCheck
    let group: any EventLoopGroup

    /// The server's chain, its own certificate first.
    ///
    /// - Throws: `APIError.Code.untrusted` when no shown key is pinned, `.unreachable` when there is no TLS server.
    func chain() async throws(APIError) -> [NIOSSLCertificate] {
        let shown = group.any().makePromise(of: [NIOSSLCertificate].self)
        do {
            let channel = try await bootstrap(shown).connect(host: server.host, port: Int(server.port.rawValue)).get()
            // A server that breaks off before it shows anything must not leave us waiting.
            channel.closeFuture.whenComplete { _ in shown.fail(ChannelError.eof) }
            defer { channel.close(promise: nil) }
            return try await shown.futureResult.get()
        } catch let error as PinnedTLSError {
            throw APIError(.untrusted, message: error.message, remedy: error.remedy, cause: error)
        } catch {
            shown.fail(error)
            throw .unreachable(server.description, because: error)
        }
    }

    private func bootstrap(_ shown: EventLoopPromise<[NIOSSLCertificate]>) -> ClientBootstrap {
        ClientBootstrap(group: group)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    var configuration = TLSConfiguration.makeClientConfiguration()
                    configuration.applicationProtocols = ["http/1.1"]
                    // The pins decide: to read whom the system trusts, each time, would be a third of a command's work.
                    configuration.trustRoots = .certificates([])
                    let handler = try NIOSSLClientHandler(
                        context: NIOSSLContext(configuration: configuration), serverHostname: server.nameForTLS
                    ) { chain, promise in
                        do {
                            try check.verify(chain)
                            shown.succeed(chain)
                            promise.succeed(.certificateVerified)
                        } catch {
                            shown.fail(error)
                            promise.succeed(.failed)
                        }
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
    }
}

extension ServerAddress {
    /// What goes into the TLS hello: a host name; addresses have no place there (RFC 6066, section 3).
    var nameForTLS: String? { (try? IPAddress(parsing: host)) == nil ? host : nil }
}
