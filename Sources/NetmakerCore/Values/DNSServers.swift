/// The addresses of the name servers that answer for a network: 1 to 3, in the order in which they are asked. Coded as a
/// list.
public struct DNSServers: Hashable, Sendable {
    public let addresses: [IPAddress]

    /// As many as resolv.conf(5) has.
    public static let maximumCount = 3

    /// - Throws: `ModelError.Code.invalidValue` for none, too many, the same twice, or an address that no machine of
    ///   the network could ask.
    public init(_ addresses: [IPAddress]) throws(ModelError) {
        guard (1...Self.maximumCount).contains(addresses.count), Set(addresses).count == addresses.count else {
            throw ModelError(
                .invalidValue, field: "dnsServers", message: "\(addresses.count) name servers are given",
                remedy: "give 1 to \(Self.maximumCount), each once")
        }
        if let unusable = addresses.first(where: { !$0.isUnicast }) {
            throw ModelError(
                .invalidValue, field: "dnsServers", message: "no machine of the network can ask \(unusable)",
                remedy: "give an address at which every node reaches the name server")
        }
        self.addresses = addresses
    }
}

extension DNSServers: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([IPAddress].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(addresses)
    }
}
