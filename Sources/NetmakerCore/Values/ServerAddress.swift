/// Where a server is reached: a host name or an address, and a TCP port.
public struct ServerAddress: ParsableValue {
    /// A host name in lower case, or an address in its canonical text, without brackets.
    public let host: String
    /// The TCP port.
    public let port: ListenPort

    /// - Throws: `ModelError.Code.invalidValue` when the host is neither an address nor a host name (RFC 1123).
    public init(host: String, port: ListenPort) throws(ModelError) {
        // ASCII only: other letters may become one of a host name's in lower case, as the sign for kelvin does.
        let name = host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : host
        if let address = IPAddress(ifValid: host) {
            self.host = address.description
        } else if Self.isHostName(name) {
            self.host = name
        } else {
            throw .invalid(
                host, isNot: "a host name or an address", field: "server",
                remedy: "give one such as vpn.example.org or 203.0.113.10")
        }
        self.port = port
    }

    /// `vpn.example.org:50051`, `203.0.113.10:50051` or `[2001:db8::1]:50051`.
    public init(parsing text: String) throws(ModelError) {
        guard let (host, port) = HostAndPort.split(text),
            host.isBracketed == host.text.utf8.contains(UInt8(ascii: ":"))
        else {
            throw .invalid(
                text, isNot: "a server's address", field: "server",
                remedy: "give host and port, such as vpn.example.org:50051 or [2001:db8::1]:50051")
        }
        try self.init(host: host.text, port: port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func isHostName(_ host: String) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        // A last label of digits only would make it a mistyped IPv4 address.
        return labels.allSatisfy { DNSLabel.isValid($0) } && labels.last?.utf8.allSatisfy(\.isDigit) == false
    }
}
