public import NetmakerCore

/// What a node routes for that lies outside the network.
public struct EgressResource: Hashable, Sendable, Codable {
    /// In order.
    public let ranges: [IPPrefix]
    /// Where it sends them out; nil: by the way the machine has to each range.
    public let interface: InterfaceName?
    /// Whether what it forwards bears its own address out there; else hosts there need a route to the network by it.
    public let masquerade: Bool

    public init(_ gateway: EgressGateway) {
        ranges = gateway.ranges
        interface = gateway.interface
        masquerade = gateway.translation == .masquerade
    }
}

/// That external clients may enter by a node.
public struct IngressResource: Hashable, Sendable, Codable {
    /// What resolves names for clients without name servers of their own.
    public let nameServers: [IPAddress]

    public init(_ gateway: IngressGateway) { nameServers = gateway.nameServers }
}

/// That a node may carry the packets of pairs that find no direct path: it can read them.
public struct RelayResource: Hashable, Sendable, Codable {
    public let markedAt: Timestamp

    public init(_ mark: RelayMark) { markedAt = mark.markedAt }
}

/// The body of `PUT /networks/{network}/nodes/{node}/egress`: all of it, whatever the node had.
public struct EgressRequest: Hashable, Sendable, Codable {
    /// Nil: by the way the machine has to each range.
    public var interface: InterfaceName?
    /// One at least, outside the network, and nobody else's.
    public var ranges: [IPPrefix]
    /// Nil for true.
    public var masquerade: Bool?

    public init(ranges: [IPPrefix], interface: InterfaceName? = nil, masquerade: Bool? = nil) {
        self.ranges = ranges
        self.interface = interface
        self.masquerade = masquerade
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case interface, ranges, masquerade }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        interface = try fields.optional(.interface)
        ranges = try fields.required(.ranges)
        masquerade = try fields.optional(.masquerade)
    }
}

/// The body of `PUT /networks/{network}/nodes/{node}/ingress`: all of it, whatever the node had.
public struct IngressRequest: Hashable, Sendable, Codable {
    /// Nil for none: clients without their own use what they use anyway.
    public var nameServers: [IPAddress]?

    public init(nameServers: [IPAddress]? = nil) { self.nameServers = nameServers }

    private enum CodingKeys: String, CodingKey, CaseIterable { case nameServers }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        nameServers = try fields.optional(.nameServers)
    }
}

/// The body of `PUT /networks/{network}/nodes/{node}/ranges`: all of them, whatever the node had.
public struct ExtraRangesRequest: Hashable, Sendable, Codable {
    /// Outside the network, and nobody else's; empty for none.
    public var ranges: [IPPrefix]

    public init(ranges: [IPPrefix]) { self.ranges = ranges }

    private enum CodingKeys: String, CodingKey, CaseIterable { case ranges }

    public init(from decoder: any Decoder) throws {
        ranges = try StrictFields<CodingKeys>(decoder).required(.ranges)
    }
}
