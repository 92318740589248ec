internal import NIOCore
internal import NetmakerCore
internal import Synchronization

/// Where connections come from that trusted proxies hand on, as the proxies say (PROXY protocol, version 1,
/// https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt, section 2.1).
final class ProxiedSources: Sendable {
    private let trusted: [IPPrefix]
    /// By the proxy's end of the connection; nil where it says nothing.
    private let sources = Mutex<[String: IPAddress?]>([:])

    init(trusted: [IPPrefix]) { self.trusted = trusted }

    /// Reads what a proxy says first on a connection that was just accepted. Other connections are left alone.
    func watch(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let key = Self.key(channel), let peer = IPAddress(grpcPeer: key),
            trusted.contains(where: { $0.contains(peer) })
        else { return channel.eventLoop.makeSucceededVoidFuture() }
        sources.withLock { $0[key] = .some(nil) }
        channel.closeFuture.whenComplete { [self] _ in sources.withLock { _ = $0.removeValue(forKey: key) } }
        return channel.eventLoop.makeCompletedFuture {
            let header = ProxyHeader { [self] source in sources.withLock { $0[key] = .some(source) } }
            try channel.pipeline.syncOperations.addHandler(header, position: .first)
        }
    }

    /// Where a call came from: of a trusted proxy nothing but what it says. Nil when nobody knows.
    ///
    /// - Parameter peer: as gRPC names the other end.
    func source(of peer: String) -> IPAddress? {
        if let proxied = sources.withLock({ $0[peer] }) { return proxied }
        return IPAddress(grpcPeer: peer)
    }

    /// The other end as gRPC names it.
    private static func key(_ channel: any Channel) -> String? {
        switch channel.remoteAddress {
        case .v4(let address)?: "ipv4:\(address.host):\(channel.remoteAddress?.port ?? 0)"
        case .v6(let address)?: "ipv6:[\(address.host)]:\(channel.remoteAddress?.port ?? 0)"
        case .unixDomainSocket?, nil: nil
        }
    }
}
