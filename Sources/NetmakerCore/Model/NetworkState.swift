/// One network's whole truth, with its revision. An immutable value: the next state shares what did not change, and a
/// reader keeps the old one for free.
public struct NetworkState: Sendable {
    public private(set) var network: Network
    public private(set) var revision: Revision
    public private(set) var nodes: PersistentMap<NodeID, Node> = PersistentMap()
    public private(set) var accessKeys: PersistentMap<AccessKeyID, AccessKey> = PersistentMap()
    public private(set) var dnsRecords: PersistentMap<DNSRecordName, DNSRecord> = PersistentMap()
    /// The sum of all peer records' digests. What one viewer is told sums to this less its own record.
    public private(set) var recordDigest: MapDigest = .zero
    /// The sum of the digests of all custom names. Every viewer is told them all.
    public private(set) var dnsDigest: MapDigest = .zero

    private var recordDigests = PersistentIndex<NodeID, MapDigest>()
    private var recentChanges: RecentChanges<NodeID>
    private var recentDNSChanges: RecentChanges<DNSRecordName>
    private var nodesByName = PersistentIndex<NodeName, NodeID>()
    private var nodesByIdentity = PersistentIndex<IdentityKey, NodeID>()
    private var accessKeysByName = PersistentIndex<AccessKeyName, AccessKeyID>()
    private var accessKeysBySecret = PersistentIndex<SecretHash, AccessKeyID>()
    /// Whether the ranges have changed and addresses are claimed anew once all nodes have theirs: in between, one's new
    /// address may be another's old one.
    private var isReaddressing = false
    private var standings = StandingTable()
    private var aliases = PersistentIndex<NodeID, Set<DNSRecordName>>()
    private var clientTable = ClientTable()
    private var rangeTable = RangeTable()
    private var addressTable: AddressTable

    /// A network with nothing in it.
    public init(_ network: Network, revision: Revision = .zero) {
        self.network = network
        self.revision = revision
        recentChanges = RecentChanges(since: revision)
        recentDNSChanges = RecentChanges(since: revision)
        addressTable = AddressTable(of: network)
    }

    /// A network as a store kept it.
    ///
    /// - Parameters:
    ///   - removedNodes: of this life of the network, whose addresses may still rest.
    ///   - removedClients: likewise.
    /// - Throws: `ModelError` when two nodes or clients claim one address or name, or an address lies outside the
    ///   ranges: a state that no sequence of commands leads to must never become a map.
    public init(
        _ network: Network, revision: Revision, nodes: some Sequence<Node>, accessKeys: some Sequence<AccessKey>,
        dnsRecords: some Sequence<DNSRecord> = [], removedNodes: some Sequence<RemovedNode>,
        clients: [ExternalClient] = [], removedClients: [RemovedClient] = []
    ) throws(ModelError) {
        self.init(network, revision: revision)
        // Before the nodes: a gateway's record is made once, with all its clients, and not once a client.
        for client in clients { try put(client, time: client.createdAt) }
        for node in nodes { try put(node, time: node.joinedAt) }
        for key in accessKeys { put(key) }
        for record in dnsRecords { try put(record) }
        for removed in removedNodes {
            addressTable.restoreQuarantine(of: removed.addresses, freedAt: removed.removedAt)
        }
        for removed in removedClients {
            addressTable.restoreQuarantine(of: removed.addresses, freedAt: removed.removedAt)
        }
    }

    public func node(named name: NodeName) -> Node? { nodesByName[name].flatMap { nodes[$0] } }
    public func node(with identity: IdentityKey) -> Node? { nodesByIdentity[identity].flatMap { nodes[$0] } }
    public func accessKey(with secret: SecretHash) -> AccessKey? {
        accessKeysBySecret[secret].flatMap { accessKeys[$0] }
    }
    public func accessKey(named name: AccessKeyName) -> AccessKey? { accessKeysByName[name].flatMap { accessKeys[$0] } }

    /// The custom names that are other names of this node, in their order.
    public func aliases(of node: NodeID) -> [DNSRecordName] { aliases[node]?.sorted() ?? [] }
    // MARK: External clients and ranges

    public var clients: PersistentMap<ExternalClientID, ExternalClient> { clientTable.clients }
    public func client(named name: NodeName) -> ExternalClient? { clientTable.client(named: name) }
    /// Those that enter by a node, or would if they were let in, in the order of their ids.
    public func clients(of gateway: NodeID) -> [ExternalClient] { clientTable.clients(of: gateway) }
    /// When the next of those clients expires that are let in; nil when none does.
    public var nextClientExpiry: Timestamp? { clientTable.nextExpiry }
    /// The clients that are let in though their time is over, the first to expire first.
    public func expiredClients(at now: Timestamp) -> [ExternalClient] { clientTable.expired(at: now) }

    /// Every range outside the network's own that is routed to a node or a client, in no order.
    public var routedRanges: [(range: IPPrefix, holder: RangeHolder)] { rangeTable.all }

    /// Who has a range that this one overlaps, and which; nil when nobody does.
    ///
    /// - Parameter own: whose ranges do not count.
    public func rangeHolder(
        overlapping range: IPPrefix, besides own: RangeHolder? = nil
    ) -> (range: IPPrefix, holder: RangeHolder)? {
        rangeTable.holder(overlapping: range, besides: own)
    }

    /// The digest of what this node is told: zero for one that takes no part, which is told of nobody.
    public func digest(for viewer: NodeID) -> MapDigest {
        guard let own = recordDigests[viewer] else { return .zero }
        var digest = recordDigest
        digest -= own
        digest += dnsDigest
        return digest
    }

    /// The digest of what others are told of a node; nil when they are told of none.
    public func recordDigest(of node: NodeID) -> MapDigest? { recordDigests[node] }

    /// The nodes that came, changed or went after a revision of this network's life. What changed may be nothing that
    /// is told to peers.
    ///
    /// - Returns: nil when that is too long ago to be known.
    public func nodesChanged(after revision: Revision) -> Set<NodeID>? { recentChanges.objects(after: revision) }

    /// The custom names that came, changed or went after a revision of this network's life.
    ///
    /// - Returns: nil when that is too long ago to be known.
    public func dnsRecordsChanged(after revision: Revision) -> Set<DNSRecordName>? {
        recentDNSChanges.objects(after: revision)
    }

    /// Whether a node or a client may take the address: it is one of the ranges', and nobody has it. It may be resting.
    public func isFree(_ address: IPAddress) -> Bool { addressTable.isFree(address) }

    /// The addresses the next node gets: the lowest free of each range there is. Asking does not take them; a put of a
    /// node that has them does.
    ///
    /// - Throws: `ModelError.Code.exhausted` when a range has no address left.
    public func nextAddresses(now: Timestamp) throws(ModelError) -> (ipv4: IPv4Address?, ipv6: IPv6Address?) {
        try addressTable.next(now: now)
    }

    /// - Throws: `ModelError.Code.conflict` when no range of the network is of the address's family, `.invalidValue` when
    ///   it lies outside, or is none that a node may have, `.notUnique` when it is taken.
    public func requireFree(_ address: IPAddress) throws(ModelError) {
        try addressTable.requireFree(address)
    }

    /// The node whose time is over first, and when; nil when none's ever is. Those whose time is over already do not
    /// count.
    public var nextExpiry: (node: NodeID, at: Timestamp)? { standings.expiries.first.map { ($0.id, $0.since) } }

    /// The nodes whose time is over at a moment, and who still take part as if it were not, the first first.
    public func nodesExpiring(by now: Timestamp) -> [NodeID] {
        standings.expiries.entries.prefix { $0.since <= now }.map(\.id)
    }

    /// How many of the nodes wait to be let in.
    public var pendingCount: Int { standings.pendingCount }
    /// Whether any node has made the key that follows, and uses the one before it.
    public var hasNextKeys: Bool { standings.hasNextKeys }
    /// The nodes that have made the key that follows, and use the one before it, in the order of their ids.
    public var nodesWithNextKey: [NodeID] { standings.nodesWithNextKey }

    /// Applies what one command changed. Mutations of the directory leave it as it is.
    ///
    /// - Parameter time: when that was: addresses that become free wait from then on.
    /// - Throws: `ModelError` when a mutation contradicts the state, such as an address that is another node's; the
    ///   state is then undefined and must be thrown away.
    public mutating func apply(
        _ mutations: [Mutation], at revision: Revision, time: Timestamp
    ) throws(ModelError) {
        let former = network.ranges
        for mutation in mutations { try apply(mutation, time: time) }
        if network.ranges != former { try readdress(time: time) }
        recentChanges.note(mutations.compactMap(\.node), at: revision)
        recentDNSChanges.note(mutations.compactMap(\.dnsRecord), at: revision)
        self.revision = revision
    }

    private mutating func apply(_ mutation: Mutation, time: Timestamp) throws(ModelError) {
        switch mutation {
        case .putNetwork(let network): put(network)
        case .putNode(let node): try put(node, time: time)
        case .removeNode(let removed): remove(removed)
        case .putAccessKey(let key): put(key)
        case .removeAccessKey(let id): removeAccessKey(id)
        case .putDNSRecord(let record): try put(record)
        case .removeDNSRecord(let name): removeDNSRecord(name)
        case .putClient(let client): try put(client, time: time)
        case .removeClient(let removed): remove(removed)
        case .removeNetwork, .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession, .putAPIToken,
            .removeAPIToken:
            break
        }
    }

    private mutating func put(_ network: Network) {
        let saysElse = network.options.localRange != self.network.options.localRange
        isReaddressing = isReaddressing || network.ranges != self.network.ranges
        self.network = network
        if saysElse { for id in nodes.keys { noteRecord(of: id) } }
    }

    /// Keeps the sums right when what others are told of a node may have changed.
    private mutating func noteRecord(of id: NodeID) {
        let digest = record(of: id)?.digest
        let former = digest.map { recordDigests.updateValue($0, forKey: id) } ?? recordDigests.removeValue(forKey: id)
        if let former { recordDigest -= former }
        if let digest { recordDigest += digest }
    }

    private mutating func put(_ node: Node, time: Timestamp) throws(ModelError) {
        let old = nodes[node.id]
        if old?.name != node.name { try requireFree(node.name, for: node.id) }
        if let holder = nodesByIdentity[node.identity], holder != node.id {
            throw ModelError(
                .notUnique, field: "identity", message: "\(network.name) already has a node with this identity key",
                remedy: "join with a new one")
        }
        if !isReaddressing { try addressTable.move(from: old?.addresses ?? [], to: node.addresses, time: time) }
        try rangeTable.move(from: old, to: node)
        nodes[node.id] = node
        if old?.name != node.name {
            if let old { nodesByName[old.name] = nil }
            nodesByName[node.name] = node.id
        }
        if old == nil { nodesByIdentity[node.identity] = node.id }
        noteRecord(of: node.id)
        standings.note(node, after: old)
    }

    // MARK: Clients

    private mutating func put(_ client: ExternalClient, time: Timestamp) throws(ModelError) {
        try requireFree(client.name, forClient: client.id)
        let old = clientTable.put(client)
        if !isReaddressing { try addressTable.move(from: old?.addresses ?? [], to: client.addresses, time: time) }
        try rangeTable.move(from: old?.allowedRanges ?? [], to: client.allowedRanges, of: .client(client.id))
        noteRecord(of: client.gateway)
        if let former = old?.gateway, former != client.gateway { noteRecord(of: former) }
    }

    private mutating func remove(_ removed: RemovedClient) {
        guard let client = clientTable.remove(removed.id) else { return }
        addressTable.release(client.addresses, at: removed.removedAt)
        rangeTable.release(client.allowedRanges, of: .client(client.id))
        noteRecord(of: client.gateway)
    }

    // MARK: Nodes and keys that go

    private mutating func remove(_ removed: RemovedNode) {
        guard let node = nodes.removeValue(forKey: removed.id) else { return }
        rangeTable.release(node)
        if let digest = recordDigests.removeValue(forKey: removed.id) { recordDigest -= digest }
        nodesByName[node.name] = nil
        nodesByIdentity[node.identity] = nil
        addressTable.release(node.addresses, at: removed.removedAt)
        standings.note(nil, after: node)
    }

    private mutating func put(_ key: AccessKey) {
        if let former = accessKeys.updateValue(key, forKey: key.id), former.name != key.name {
            accessKeysByName[former.name] = nil
        }
        accessKeysByName[key.name] = key.id
        accessKeysBySecret[key.secretHash] = key.id
    }

    private mutating func removeAccessKey(_ id: AccessKeyID) {
        guard let key = accessKeys.removeValue(forKey: id) else { return }
        accessKeysByName[key.name] = nil
        accessKeysBySecret[key.secretHash] = nil
    }

    private mutating func put(_ record: DNSRecord) throws(ModelError) {
        switch record.name.nodeName.flatMap({ holder(of: $0) }) {
        case nil, .dnsRecord: break
        case let holder?: throw taken(record.name, by: holder)
        }
        removeDNSRecord(record.name)
        dnsRecords[record.name] = record
        dnsDigest += record.entry.digest
        if case .node(let id) = record.target { aliases[id] = (aliases[id] ?? []).union([record.name]) }
    }

    private mutating func removeDNSRecord(_ name: DNSRecordName) {
        guard let record = dnsRecords.removeValue(forKey: name) else { return }
        dnsDigest -= record.entry.digest
        guard case .node(let id) = record.target else { return }
        let others = aliases[id]?.subtracting([name])
        aliases[id] = others?.isEmpty == false ? others : nil
    }

    /// Takes all addresses anew in the ranges that there are now. What rests goes on resting where a range still holds
    /// it.
    private mutating func readdress(time: Timestamp) throws(ModelError) {
        isReaddressing = false
        var table = AddressTable(of: network)
        for node in nodes.values { try table.move(from: [], to: node.addresses, time: time) }
        for client in clients.values { try table.move(from: [], to: client.addresses, time: time) }
        table.restoreQuarantine(from: addressTable)
        addressTable = table
    }
}
