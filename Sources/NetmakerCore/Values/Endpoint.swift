/// Where WireGuard packets go: an address and a UDP port.
public struct Endpoint: ParsableValue, Comparable {
    /// Of either family.
    public let address: IPAddress
    /// The UDP port.
    public let port: ListenPort

    /// The endpoint at this address and port.
    public init(address: IPAddress, port: ListenPort) {
        self.address = address
        self.port = port
    }

    /// `192.0.2.1:51821` or `[2001:db8::1]:51821`.
    public init(parsing text: String) throws(ModelError) {
        guard let (host, port) = HostAndPort.split(text), let address = IPAddress(ifValid: host.text),
            host.isBracketed == (address.bitWidth == 128)
        else {
            throw .invalid(
                text, isNot: "an endpoint", field: "endpoint",
                remedy: "give address and port, such as 192.0.2.1:51821 or [2001:db8::1]:51821")
        }
        self.init(address: address, port: port)
    }

    public var description: String {
        switch address {
        case .v4(let address): "\(address):\(port)"
        case .v6(let address): "[\(address)]:\(port)"
        }
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { (lhs.address, lhs.port) < (rhs.address, rhs.port) }
}
