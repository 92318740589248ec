public import NetmakerCore

/// An endpoint whose address is good on one link only (fe80::/10), and the interface by which that link is reached.
public struct ScopedEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// Address and port.
    public let endpoint: Endpoint
    /// The interface's name, or its number in digits.
    public let scope: InterfaceName

    /// An endpoint on a link.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for an address that is no IPv6 one of link scope: the interface would
    ///   mean nothing to it.
    public init(_ endpoint: Endpoint, scope: InterfaceName) throws(ModelError) {
        guard !endpoint.address.isIPv4, endpoint.address.isLinkLocal else {
            throw ModelError(
                .invalidValue, field: "endpoint", message: "\(endpoint.address) is no address of one link",
                remedy: "leave out the interface \(scope), or give an address in fe80::/10")
        }
        self.endpoint = endpoint
        self.scope = scope
    }

    /// `[fe80::1%eth0]:51820`.
    public var description: String { "[\(endpoint.address)%\(scope)]:\(endpoint.port)" }
}
