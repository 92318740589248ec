public import NetmakerCore

/// The body of `PUT /networks/{network}/ranges`: all its ranges, and so what is left out is taken away.
public struct ChangeRangesRequest: Hashable, Sendable, Codable {
    /// At least one range is needed.
    public var ipv4Range: IPv4Prefix?
    public var ipv6Range: IPv6Prefix?

    public init(ipv4Range: IPv4Prefix? = nil, ipv6Range: IPv6Prefix? = nil) {
        self.ipv4Range = ipv4Range
        self.ipv6Range = ipv6Range
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case ipv4Range, ipv6Range }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        ipv4Range = try fields.optional(.ipv4Range)
        ipv6Range = try fields.optional(.ipv6Range)
        _ = try AddressRanges(ipv4: ipv4Range, ipv6: ipv6Range)
    }
}

/// What a change of a network's ranges does, or would do.
public struct RangesResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    public let ipv4Range: IPv4Prefix?
    public let ipv6Range: IPv6Prefix?
    /// The networks whose ranges overlap these, of those that the asker may see, in order.
    public let overlaps: [NetworkName]
    /// Whether it was only asked what would happen.
    public let isDryRun: Bool
    /// The nodes whose addresses change, in the order of their names.
    public let moves: [Move]
    /// What follows them: external clients, custom names, and name servers in the network's ranges.
    public let followers: [Follower]

    /// One node's addresses, before and after; nil where there is no range of that family.
    public struct Move: Hashable, Sendable, Codable {
        public let id: NodeID
        public let name: NodeName
        public let formerIPv4: IPv4Address?
        public let ipv4: IPv4Address?
        public let formerIPv6: IPv6Address?
        public let ipv6: IPv6Address?
    }

    /// What says addresses of the network without being a node, before and after.
    public struct Follower: Hashable, Sendable, Codable {
        public let kind: Readdressing.Follower.Kind
        /// The client's, the record's, or of whom the name servers are.
        public let name: String
        public let changes: [Change]

        /// An address that becomes another; nil where a client has none of that family.
        public struct Change: Hashable, Sendable, Codable {
            public let former: IPAddress?
            public let address: IPAddress?
        }
    }

    public init(_ plan: Readdressing, of network: NetworkName, overlaps: [NetworkName] = [], isDryRun: Bool) {
        self.network = network
        ipv4Range = plan.ranges.ipv4
        ipv6Range = plan.ranges.ipv6
        self.overlaps = overlaps
        self.isDryRun = isDryRun
        moves = plan.moves.map { move in
            Move(
                id: move.node, name: move.name, formerIPv4: move.formerIPv4, ipv4: move.ipv4,
                formerIPv6: move.formerIPv6, ipv6: move.ipv6)
        }
        followers = plan.followers.map { follower in
            Follower(
                kind: follower.kind, name: follower.name,
                changes: follower.changes.map { Follower.Change(former: $0.former, address: $0.address) })
        }
    }
}
