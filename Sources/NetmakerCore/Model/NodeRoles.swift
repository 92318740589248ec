/// What a node does for others, besides being reached itself. Any of them go together.
public struct NodeRoles: Hashable, Sendable, Codable {
    /// Nil: it routes nothing that lies outside the network.
    public var egress: EgressGateway?
    /// Nil: no external client enters by it.
    public var ingress: IngressGateway?
    /// Nil: it carries nothing between others.
    public var relay: RelayMark?

    public init(egress: EgressGateway? = nil, ingress: IngressGateway? = nil, relay: RelayMark? = nil) {
        self.egress = egress
        self.ingress = ingress
        self.relay = relay
    }

    /// What a node has that was given none.
    public static let none = NodeRoles()
}

extension NodeRoles: LaterAddition {
    public static let whenAbsent = NodeRoles.none
}

/// That external clients may enter the network by a node.
public struct IngressGateway: Hashable, Sendable, Codable {
    /// The most name servers that clients are told of.
    public static let maximumNameServers = 4

    /// What resolves names for its clients that have no name servers of their own; empty for what they use anyway.
    public let nameServers: [IPAddress]

    /// - Throws: `ModelError.Code.invalidValue` for too many name servers, or one that no client can ask.
    public init(nameServers: [IPAddress] = []) throws(ModelError) {
        self.nameServers = try Self.checked(nameServers)
    }

    private enum CodingKeys: CodingKey { case nameServers }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(nameServers: try container.decode([IPAddress].self, forKey: .nameServers))
    }

    /// Name servers as they are given, if a client can use them.
    static func checked(_ nameServers: [IPAddress]) throws(ModelError) -> [IPAddress] {
        guard nameServers.count <= maximumNameServers else {
            throw ModelError(
                .invalidValue, field: "nameServers", message: "\(nameServers.count) name servers are too many",
                remedy: "give at most \(maximumNameServers)")
        }
        for (index, server) in nameServers.enumerated() {
            guard server.isUnicast, !nameServers[..<index].contains(server) else {
                throw ModelError(
                    .invalidValue, field: "nameServers",
                    message: server.isUnicast ? "\(server) is given twice" : "no client can ask \(server) for names",
                    remedy: "give each address of a name server once, such as 10.10.0.1")
            }
        }
        return nameServers
    }
}

/// That a node may carry the packets of pairs that find no direct path. It can read them.
public struct RelayMark: Hashable, Sendable, Codable {
    /// Since when.
    public let markedAt: Timestamp

    public init(markedAt: Timestamp) { self.markedAt = markedAt }
}
