public import NetmakerCore

/// Where a configuration file says that a peer is: at an address, or at whatever a name stands for.
public enum WrittenEndpoint: ParsableValue {
    /// An address and a port.
    case address(Endpoint)
    /// An address on one link, and a port.
    case scoped(ScopedEndpoint)
    /// A name, kept as it is, and a port.
    case name(HostName, port: ListenPort)

    /// `192.0.2.1:51820`, `[2001:db8::1]:51820`, `[fe80::1%eth0]:51820` or `vpn.example.org:51820`.
    public init(parsing text: String) throws(ModelError) {
        if let endpoint = Self.address(text) ?? Self.name(text) {
            self = endpoint
        } else {
            throw ModelError(
                .invalidValue, field: "endpoint", message: "\"\(ShownText(text))\" is not an endpoint",
                remedy: "give address or name, and port, such as 192.0.2.1:51820, [2001:db8::1]:51820 or "
                    + "vpn.example.org:51820")
        }
    }

    private static func address(_ text: String) -> Self? {
        let bytes = text.utf8
        guard let sign = bytes.firstIndex(of: UInt8(ascii: "%")) else {
            return (try? Endpoint(parsing: text)).map { .address($0) }
        }
        guard let end = bytes.lastIndex(of: UInt8(ascii: "]")), sign < end,
            let endpoint = try? Endpoint(parsing: String(text[..<sign] + text[end...])),
            let scope = try? InterfaceName(parsing: String(text[bytes.index(after: sign)..<end]))
        else { return nil }
        return (try? ScopedEndpoint(endpoint, scope: scope)).map { .scoped($0) }
    }

    private static func name(_ text: String) -> Self? {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
            let name = try? HostName(parsing: String(text[..<colon])),
            let port = try? ListenPort(parsing: String(text[text.utf8.index(after: colon)...]))
        else { return nil }
        return .name(name, port: port)
    }

    /// As it stands in a file.
    public var description: String {
        switch self {
        case .address(let endpoint): "\(endpoint)"
        case .scoped(let endpoint): "\(endpoint)"
        case .name(let name, let port): "\(name):\(port)"
        }
    }
}
