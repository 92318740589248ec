public import NetmakerCore

/// Where packets to a peer go: an address, a UDP port, and the interface on which an address of link scope means
/// something.
///
/// wireguard-go of 2022 does not tell the interface of a peer. A device remembers the one that it gave; one that was
/// taken over from another process is given it once more.
public struct PeerEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// Address and port.
    public let endpoint: Endpoint
    /// The number of the interface whose link the address is on (`sin6_scope_id`); nil for any address but an IPv6 one
    /// of link scope, and for such a one without: then the kernel cannot send to it until the peer has called.
    public let scope: UInt32?

    /// An endpoint.
    ///
    /// - Parameter scope: the number of an interface. It is dropped where the address needs none, and 0 is none: an
    ///   endpoint is equal to what the kernel says of it.
    public init(_ endpoint: Endpoint, scope: UInt32? = nil) {
        self.endpoint = endpoint
        self.scope = endpoint.address.isScoped && scope != 0 ? scope : nil
    }

    /// The address.
    public var address: IPAddress { endpoint.address }
    /// The UDP port.
    public var port: ListenPort { endpoint.port }

    /// `192.0.2.1:51821`, `[2001:db8::1]:51821` or `[fe80::1%2]:51821`.
    public var description: String {
        scope.map { "[\(address)%\($0)]:\(port)" } ?? endpoint.description
    }
}

extension IPAddress {
    /// Whether it is good on one link only, and the kernel asks on which.
    fileprivate var isScoped: Bool { !isIPv4 && isLinkLocal }
}
