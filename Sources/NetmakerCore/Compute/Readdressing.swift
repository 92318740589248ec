/// Who moves where when a network gets other ranges. A node keeps its host number where the new range has it, else it
/// gets the lowest that is free; then external clients likewise. Addresses that are said elsewhere follow those who have
/// them (`Following`).
public struct Readdressing: Hashable, Sendable {
    /// What one node's addresses were, and what they become; nil where there is no range of that family.
    public struct Move: Hashable, Sendable {
        public let node: NodeID
        public let name: NodeName
        public let formerIPv4: IPv4Address?
        public let formerIPv6: IPv6Address?
        public let ipv4: IPv4Address?
        public let ipv6: IPv6Address?
    }

    /// What says addresses of the network without being a node, and what those become.
    public struct Follower: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            case client, dnsRecord
            /// Of the network; of an ingress gateway, for its clients; and of a client.
            case networkNameServers, gatewayNameServers, clientNameServers
        }

        /// An address that becomes another; nil where a client has none of that family.
        public struct Change: Hashable, Sendable {
            public let former: IPAddress?
            public let address: IPAddress?
        }

        public let kind: Kind
        /// The client's, the record's, or of whom the name servers are.
        public let name: String
        public let changes: [Change]
    }

    public let ranges: AddressRanges
    /// Those who move, in the order of their names. Machines that wait to be let in have no address to move.
    public let moves: [Move]
    /// What follows, by its kind and then by its name.
    public let followers: [Follower]
    /// All that is another for it, as it becomes but for its revision, in the order of ids or names.
    public let nodes: [Node]
    public let clients: [ExternalClient]
    public let dnsRecords: [DNSRecord]
    /// The network's, as they become.
    public let dnsServers: DNSServers?

    /// - Throws: `ModelError.Code.exhausted` when a range does not hold all nodes and clients.
    public init(of state: NetworkState, to ranges: AddressRanges, now: Timestamp) throws(ModelError) {
        let former = state.network.ranges
        let nodes = state.nodes.values.filter { $0.standing.admission == .admitted }.sorted { $0.id < $1.id }
        let clients = state.clients.values.sorted { $0.id < $1.id }
        let records = state.dnsRecords.values.sorted { $0.name < $1.name }
        var (newNodes, newClients) = (nodes.map(\.withoutAddresses), clients.map(\.withoutAddresses))
        for range in ranges.all {
            var places = Places(in: range, from: former, now: now)
            try places.take(for: nodes, as: &newNodes)
            try places.take(for: clients, as: &newClients)
        }
        var following = Following(from: former, to: ranges)
        for (before, after) in zip(nodes, newNodes) { following.note(before.addresses, movedTo: after.addresses) }
        for (before, after) in zip(clients, newClients) { following.note(before.addresses, movedTo: after.addresses) }

        moves = zip(nodes, newNodes).compactMap { Move(from: $0, to: $1) }.sorted { $0.name < $1.name }
        var followers = zip(clients, newClients).compactMap { Follower(from: $0, to: $1) }.inOrder
        func note(_ kind: Follower.Kind, _ saying: [(name: String, addresses: [IPAddress])]) {
            followers += saying.compactMap { Follower(kind, $0.name, $0.addresses, following) }.inOrder
        }
        note(.dnsRecord, records.map { ($0.name.description, $0.target.addresses) })
        note(.networkNameServers, [(state.network.name.description, state.network.dnsServers?.addresses ?? [])])
        note(.gatewayNameServers, nodes.map { ($0.name.description, $0.roles.ingress?.nameServers ?? []) })
        note(.clientNameServers, clients.map { ($0.name.description, $0.nameServers) })
        self.followers = followers

        for index in newNodes.indices { try following.move(&newNodes[index]) }
        for index in newClients.indices { following.move(&newClients[index]) }
        var newRecords = records
        for index in newRecords.indices { try following.move(&newRecords[index]) }
        self.ranges = ranges
        self.nodes = zip(nodes, newNodes).filter { $0 != $1 }.map(\.1)
        self.clients = zip(clients, newClients).filter { $0 != $1 }.map(\.1)
        dnsRecords = zip(records, newRecords).filter { $0 != $1 }.map(\.1)
        dnsServers = try state.network.dnsServers.map { servers throws(ModelError) in try following.moved(servers) }
    }
}

extension Readdressing.Move {
    /// - Returns: nil for a node that stays where it is.
    fileprivate init?(from before: Node, to after: Node) {
        guard before.addresses != after.addresses else { return nil }
        self.init(
            node: before.id, name: before.name, formerIPv4: before.ipv4, formerIPv6: before.ipv6, ipv4: after.ipv4,
            ipv6: after.ipv6)
    }
}

extension Readdressing.Follower {
    /// - Returns: nil for a client that stays where it is.
    fileprivate init?(from before: ExternalClient, to after: ExternalClient) {
        let changes = [
            Change(former: before.ipv4.map(IPAddress.v4), address: after.ipv4.map(IPAddress.v4)),
            Change(former: before.ipv6.map(IPAddress.v6), address: after.ipv6.map(IPAddress.v6)),
        ].filter { $0.former != $0.address }
        guard !changes.isEmpty else { return nil }
        self.init(kind: .client, name: before.name.description, changes: changes)
    }

    /// - Returns: nil for what says the same as before.
    fileprivate init?(_ kind: Kind, _ name: String, _ addresses: [IPAddress], _ following: Following) {
        let changes = addresses.map { Change(former: $0, address: following.place(of: $0)) }
            .filter { $0.former != $0.address }
        guard !changes.isEmpty else { return nil }
        self.init(kind: kind, name: name, changes: changes)
    }
}

extension [Readdressing.Follower] {
    fileprivate var inOrder: [Readdressing.Follower] { sorted { $0.name < $1.name } }
}
