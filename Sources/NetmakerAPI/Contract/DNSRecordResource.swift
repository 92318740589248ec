public import NetmakerCore

/// A custom name as the REST interface shows it.
public struct DNSRecordResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    /// Without the zone.
    public let name: DNSRecordName
    /// As it is looked up: in each of the network's zones.
    public let names: [DomainName]
    /// What it stands for now: of an alias, the node's addresses.
    public let addresses: [IPAddress]
    /// The node whose other name it is; nil when it stands for addresses of its own.
    public let node: NodeName?
    public let createdAt: Timestamp
    /// The network's revision at which this record last changed: the ETag.
    public let revision: Revision

    public init(_ record: DNSRecord, in state: NetworkState) {
        network = record.network
        name = record.name
        names = state.network.zones.map { record.name.name(in: $0) }
        switch record.target {
        case .addresses(let addresses):
            self.addresses = addresses.all
            node = nil
        case .node(let id):
            addresses = state.nodes[id]?.addresses ?? []
            node = state.nodes[id]?.name
        }
        createdAt = record.createdAt
        revision = record.revision
    }
}

/// The body of `POST /networks/{network}/dns`: addresses, or a node.
public struct CreateDNSRecordRequest: Hashable, Sendable, Codable {
    /// Without the zone.
    public var name: DNSRecordName
    /// Nil for an alias.
    public var addresses: DNSAddresses?
    /// The node whose other name it is, by name or id; nil for addresses.
    public var node: NodeReference?

    public init(name: DNSRecordName, addresses: DNSAddresses? = nil, node: NodeReference? = nil) {
        self.name = name
        self.addresses = addresses
        self.node = node
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, addresses, node }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        addresses = try fields.optional(.addresses)
        node = try fields.optional(.node)
    }
}

/// The body of `PATCH /networks/{network}/dns/{name}`: addresses or a node, in place of what it stands for.
public struct UpdateDNSRecordRequest: Hashable, Sendable, Codable {
    /// Nil for an alias.
    public var addresses: DNSAddresses?
    /// The node whose other name it becomes, by name or id; nil for addresses.
    public var node: NodeReference?

    public init(addresses: DNSAddresses? = nil, node: NodeReference? = nil) {
        self.addresses = addresses
        self.node = node
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case addresses, node }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        addresses = try fields.optional(.addresses)
        node = try fields.optional(.node)
    }
}
