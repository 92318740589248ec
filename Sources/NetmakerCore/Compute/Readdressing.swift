internal import HashTreeCollections

/// Who moves where when a network gets other ranges. A node keeps its host number where the new range has it, else it
/// gets the lowest that is free; then external clients likewise. Addresses that are said elsewhere follow those who have
/// them.
public struct Readdressing: Hashable, Sendable {
    /// What one node's addresses were, and what they become; nil where there is no range of that family.
    public struct Move: Hashable, Sendable {
        public let node: NodeID
        public let name: NodeName
        public let formerIPv4: IPv4Address?
        public let formerIPv6: IPv6Address?
        public internal(set) var ipv4: IPv4Address?
        public internal(set) var ipv6: IPv6Address?

        /// The node when it has moved.
        public func applied(to node: Node) -> Node {
            var moved = node
            moved.ipv4 = ipv4
            moved.ipv6 = ipv6
            return moved
        }
    }

    /// What says addresses of the network without being a node, and what those become.
    public struct Follower: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            case client, dnsRecord
            /// Of the network; of an ingress gateway, for its clients; and of a client.
            case networkNameServers, gatewayNameServers, clientNameServers
        }

        public let kind: Kind
        /// The client's, the record's, or of whom the name servers are.
        public let name: String
        public let former: [IPAddress]
        public let addresses: [IPAddress]
    }

    public let ranges: AddressRanges
    /// Those who move, in the order of their names. Machines that wait to be let in have no address to move.
    public let moves: [Move]
    /// What follows, by its kind and then by its name.
    public let followers: [Follower]
    /// All that is another for it, as it becomes but for its revision: each in the order of ids or names.
    public let nodes: [Node]
    public let clients: [ExternalClient]
    public let dnsRecords: [DNSRecord]
    /// The network's, as they become.
    public let dnsServers: DNSServers?

    /// - Throws: `ModelError.Code.exhausted` when a range does not hold all nodes and clients.
    public init(of state: NetworkState, to ranges: AddressRanges, now: Timestamp) throws(ModelError) {
        self.ranges = ranges
        let nodes = state.nodes.values.filter { $0.standing.admission == .admitted }.sorted { $0.id < $1.id }
        let moves = try Self.moves(of: nodes, from: state.network.ranges, to: ranges, now: now)
        self.moves = moves.filter { $0.ipv4 != $0.formerIPv4 || $0.ipv6 != $0.formerIPv6 }
            .sorted { $0.name < $1.name }
        let moved = zip(nodes, moves).map { $1.applied(to: $0) }
        let clients = state.clients.values.sorted { $0.id < $1.id }
        let movedClients = try Self.places(
            of: clients, besides: moved, from: state.network.ranges, to: ranges, now: now)

        let following = Following(from: state.network.ranges, to: ranges, zip(nodes, moved), zip(clients, movedClients))
        let allNodes = try zip(nodes, moved).map { old, new throws(ModelError) in (old, try following.node(new)) }
        let allClients = zip(clients, movedClients).map { ($0, following.client($1)) }
        let records = try state.dnsRecords.values.map { old throws(ModelError) in (old, try following.record(old)) }
        let servers = try following.servers(state.network.dnsServers)
        self.nodes = allNodes.filter { $0.0 != $0.1 }.map(\.1)
        self.clients = allClients.filter { $0.0 != $0.1 }.map(\.1)
        dnsRecords = records.filter { $0.0 != $0.1 }.map(\.1).sorted { $0.name < $1.name }
        dnsServers = servers
        followers =
            allClients.compactMap { Follower(.client, $0.name, $0.addresses, $1.addresses) }.inOrder
            + records.compactMap { Follower(.dnsRecord, $0.name, $0.target.addresses, $1.target.addresses) }.inOrder
            + [
                Follower(
                    .networkNameServers, state.network.name, state.network.dnsServers?.addresses ?? [],
                    servers?.addresses ?? [])
            ].compactMap(\.self)
            + allNodes.compactMap { Follower(.gatewayNameServers, $0.name, $0.nameServers, $1.nameServers) }.inOrder
            + allClients.compactMap { Follower(.clientNameServers, $0.name, $0.nameServers, $1.nameServers) }.inOrder
    }
}

extension Readdressing.Follower {
    /// - Returns: nil for one that says the same as before.
    fileprivate init?(_ kind: Kind, _ name: some CustomStringConvertible, _ former: [IPAddress], _ now: [IPAddress]) {
        guard former != now else { return nil }
        self.init(kind: kind, name: name.description, former: former, addresses: now)
    }
}

extension [Readdressing.Follower] {
    fileprivate var inOrder: [Readdressing.Follower] { sorted { $0.name < $1.name } }
}

extension DNSTarget {
    fileprivate var addresses: [IPAddress] {
        if case .addresses(let addresses) = self { addresses.all } else { [] }
    }
}

extension Node {
    fileprivate var nameServers: [IPAddress] { roles.ingress?.nameServers ?? [] }
}
