/// The private ranges of a network: IPv4, IPv6, or both (a dual-stack network). Never neither.
public struct AddressRanges: Hashable, Sendable, Codable {
    /// The range IPv4 addresses are taken from; nil when the network has IPv6 only.
    public let ipv4: IPv4Prefix?
    /// The range IPv6 addresses are taken from; nil when the network has IPv4 only.
    public let ipv6: IPv6Prefix?

    /// - Throws: `ModelError.Code.invalidValue` when both are nil, or when a range is too narrow to hold two machines.
    public init(ipv4: IPv4Prefix?, ipv6: IPv6Prefix?) throws(ModelError) {
        guard ipv4 != nil || ipv6 != nil else {
            throw ModelError(
                .invalidValue, field: "ipv4Range", message: "a network needs an address range",
                remedy: "give an IPv4 range such as 10.10.0.0/16, an IPv6 range such as fd00:10::/64, or both")
        }
        if let ipv4, ipv4.length > 30 {
            throw ModelError(
                .invalidValue, field: "ipv4Range", message: "range \(ipv4) holds fewer than two machines",
                remedy: "give a prefix length of 30 or less")
        }
        if let ipv6, ipv6.length > 126 {
            throw ModelError(
                .invalidValue, field: "ipv6Range", message: "range \(ipv6) holds fewer than two machines",
                remedy: "give a prefix length of 126 or less")
        }
        self.ipv4 = ipv4
        self.ipv6 = ipv6
    }

    private enum CodingKeys: CodingKey { case ipv4, ipv6 }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            ipv4: try container.decodeIfPresent(IPv4Prefix.self, forKey: .ipv4),
            ipv6: try container.decodeIfPresent(IPv6Prefix.self, forKey: .ipv6))
    }

    /// The ranges there are, IPv4 first.
    public var all: [IPPrefix] {
        [ipv4.map(IPPrefix.v4), ipv6.map(IPPrefix.v6)].compactMap(\.self)
    }

    /// Whether the address lies in one of them.
    public func contains(_ address: IPAddress) -> Bool { all.contains { $0.contains(address) } }

    /// Whether any address lies in a range of both.
    public func overlaps(_ other: AddressRanges) -> Bool {
        all.contains { mine in other.all.contains { mine.overlaps($0) } }
    }
}
