/// What a node routes for that lies outside the network: every other node sends these ranges to it.
public struct EgressGateway: Hashable, Sendable, Codable {
    /// Whose address what it forwards bears, outside the network.
    public enum Translation: String, Hashable, Sendable, Codable {
        /// The gateway's own: hosts out there need no way back into the network.
        case masquerade
        /// The sender's own: hosts out there must have a route to the network by this gateway.
        case none
    }

    /// In order, none within another: 1 to `RoutedRanges.maximumCount`.
    public let ranges: [IPPrefix]
    /// Where it sends them out; nil: by the way the machine has to each range.
    public let interface: InterfaceName?
    public let translation: Translation

    /// - Throws: `ModelError.Code.invalidValue` for ranges that nobody can route, that overlap one another, or none.
    public init(
        ranges: some Sequence<IPPrefix>, interface: InterfaceName? = nil, translation: Translation = .masquerade
    ) throws(ModelError) {
        self.ranges = try RoutedRanges.checked(ranges, field: "ranges")
        self.interface = interface
        self.translation = translation
        guard !self.ranges.isEmpty else {
            throw ModelError(
                .invalidValue, field: "ranges", message: "an egress gateway without a range routes nothing",
                remedy: "give one range or more, such as 192.168.1.0/24, or take the role away")
        }
    }

    private enum CodingKeys: CodingKey { case ranges, interface, translation }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            ranges: try container.decode([IPPrefix].self, forKey: .ranges),
            interface: try container.decodeIfPresent(InterfaceName.self, forKey: .interface),
            translation: try container.decode(Translation.self, forKey: .translation))
    }
}
