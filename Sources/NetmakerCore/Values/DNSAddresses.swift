/// The addresses that a custom entry stands for: 1 to 16, each once, IPv4 before IPv6 and then by number. Coded as a
/// list.
public struct DNSAddresses: Hashable, Sendable {
    public let all: [IPAddress]

    /// The most there are.
    public static let maximumCount = 16

    /// - Throws: `ModelError.Code.invalidValue` for none, too many, or one that no machine elsewhere has, such as a
    ///   loopback address.
    public init(_ addresses: some Sequence<IPAddress>) throws(ModelError) {
        let distinct = Set(addresses)
        guard (1...Self.maximumCount).contains(distinct.count) else {
            throw ModelError(
                .invalidValue, field: "addresses", message: "a name stands for \(distinct.count) addresses",
                remedy: "give 1 to \(Self.maximumCount)")
        }
        if let unusable = distinct.sorted().first(where: { !$0.isUnicast }) {
            throw ModelError(
                .invalidValue, field: "addresses", message: "no other machine is reached at \(unusable)",
                remedy: "give an address of a machine, of the network or outside of it")
        }
        all = distinct.sorted()
    }
}

extension DNSAddresses: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([IPAddress].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(all)
    }
}
