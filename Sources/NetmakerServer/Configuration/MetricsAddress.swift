public import NetmakerCore

/// Where metrics are served: to whoever reaches it, without a session. Therefore to this machine alone, unless somebody
/// says otherwise.
public struct MetricsAddress: Hashable, Sendable, CustomStringConvertible {
    public let address: IPAddress
    /// 0 for any that is free.
    public let port: UInt16

    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// 127.0.0.1:8082.
    public static let usual = MetricsAddress(address: .v4(IPv4Address(rawValue: 0x7F00_0001)), port: 8082)

    public var description: String { address.bitWidth == 128 ? "[\(address)]:\(port)" : "\(address):\(port)" }

    /// What an operator says of it.
    enum Setting: Hashable, Sendable {
        case off
        case at(MetricsAddress)

        /// - Throws: `ModelError.Code.invalidValue` for anything but `off`, or an address with a port.
        init(text: String) throws(ModelError) {
            if text == "off" {
                self = .off
                return
            }
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                throw ModelError(
                    .invalidValue, field: "metrics-address", message: "\"\(text.excerpt)\" has no port",
                    remedy: "give an address with a port")
            }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
            self = .at(MetricsAddress(address: try IPAddress(parsing: String(host)), port: port))
        }

        /// Nil for off.
        var address: MetricsAddress? { if case .at(let address) = self { address } else { nil } }
    }
}
