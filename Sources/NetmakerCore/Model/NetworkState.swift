public import HashTreeCollections

/// One network's whole truth, with its revision. An immutable value: the next state shares what did not change, and a
/// reader keeps the old one for free.
public struct NetworkState: Sendable {
    public private(set) var network: Network
    public private(set) var revision: Revision
    public private(set) var nodes: TreeDictionary<NodeID, Node> = [:]
    public private(set) var accessKeys: TreeDictionary<AccessKeyID, AccessKey> = [:]
    /// The sum of all peer records' digests. What one viewer is told sums to this less its own record.
    public private(set) var recordDigest: MapDigest = .zero

    private var nodesByName: TreeDictionary<NodeName, NodeID> = [:]
    private var nodesByIdentity: TreeDictionary<IdentityKey, NodeID> = [:]
    private var accessKeysBySecret: TreeDictionary<SecretHash, AccessKeyID> = [:]
    private var allocatorIPv4: AddressAllocator?
    private var allocatorIPv6: AddressAllocator?

    /// A network with nothing in it.
    public init(_ network: Network, revision: Revision = .zero) {
        self.network = network
        self.revision = revision
        allocatorIPv4 = network.ranges.ipv4.map { AddressAllocator(range: .v4($0)) }
        allocatorIPv6 = network.ranges.ipv6.map { AddressAllocator(range: .v6($0)) }
    }

    /// A network as a store kept it.
    ///
    /// - Throws: `ModelError` when two nodes claim one address or name, or an address lies outside the ranges: a state
    ///   that no sequence of commands leads to must never become a map.
    public init(
        _ network: Network, revision: Revision, nodes: some Sequence<Node>, accessKeys: some Sequence<AccessKey>,
        removedNodes: some Sequence<RemovedNode>
    ) throws(ModelError) {
        self.init(network, revision: revision)
        for node in nodes { try put(node) }
        for key in accessKeys { put(key) }
        for removed in removedNodes { restoreQuarantine(of: removed) }
    }

    public func node(named name: NodeName) -> Node? { nodesByName[name].flatMap { nodes[$0] } }
    public func node(with identity: IdentityKey) -> Node? { nodesByIdentity[identity].flatMap { nodes[$0] } }
    public func accessKey(with secret: SecretHash) -> AccessKey? {
        accessKeysBySecret[secret].flatMap { accessKeys[$0] }
    }
    public func accessKey(named name: AccessKeyName) -> AccessKey? { accessKeys.values.first { $0.name == name } }

    /// The digest of what this node is told; the digest of everything for a node that is not in the network.
    public func digest(for viewer: NodeID) -> MapDigest {
        var digest = recordDigest
        if let node = nodes[viewer] { digest -= PeerRecord(node).digest }
        return digest
    }

    /// The addresses the next node gets: the lowest free of each range there is. Asking does not take them; a put of a
    /// node that has them does.
    ///
    /// - Throws: `ModelError.Code.exhausted` when a range has no address left.
    public func nextAddresses(now: Timestamp) throws(ModelError) -> (ipv4: IPv4Address?, ipv6: IPv6Address?) {
        var next: (ipv4: IPv4Address?, ipv6: IPv6Address?) = (nil, nil)
        // The copies are thrown away: allocation happens when the mutation is applied, and only then.
        if var allocator = allocatorIPv4, case .v4(let address) = try allocator.allocate(now: now) {
            next.ipv4 = address
        }
        if var allocator = allocatorIPv6, case .v6(let address) = try allocator.allocate(now: now) {
            next.ipv6 = address
        }
        return next
    }

    /// Applies what one command changed. Mutations of the directory leave it as it is.
    ///
    /// - Throws: `ModelError` when a mutation contradicts the state, such as an address that is another node's.
    public mutating func apply(_ mutations: [Mutation], at revision: Revision) throws(ModelError) {
        for mutation in mutations { try apply(mutation) }
        self.revision = revision
    }

    private mutating func apply(_ mutation: Mutation) throws(ModelError) {
        switch mutation {
        case .putNetwork(let network): self.network = network
        case .putNode(let node): try put(node)
        case .removeNode(let removed): remove(removed)
        case .putAccessKey(let key): put(key)
        case .removeAccessKey(let id):
            if let key = accessKeys.removeValue(forKey: id) { accessKeysBySecret[key.secretHash] = nil }
        case .removeNetwork, .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession:
            break
        }
    }

    private mutating func put(_ node: Node) throws(ModelError) {
        let old = nodes[node.id]
        if let holder = nodesByName[node.name], holder != node.id {
            throw ModelError(
                .notUnique, field: "name", message: "\(network.name) already has a node named \(node.name)",
                remedy: "choose another name")
        }
        for address in node.addresses where old?.addresses.contains(address) != true {
            switch address {
            case .v4: try allocatorIPv4?.claim(address)
            case .v6: try allocatorIPv6?.claim(address)
            }
        }
        if let old {
            recordDigest -= PeerRecord(old).digest
            nodesByName[old.name] = nil
        }
        nodes[node.id] = node
        nodesByName[node.name] = node.id
        nodesByIdentity[node.identity] = node.id
        recordDigest += PeerRecord(node).digest
    }

    private mutating func remove(_ removed: RemovedNode) {
        guard let node = nodes.removeValue(forKey: removed.id) else { return }
        recordDigest -= PeerRecord(node).digest
        nodesByName[node.name] = nil
        nodesByIdentity[node.identity] = nil
        for address in node.addresses { release(address, at: removed.removedAt) }
    }

    private mutating func put(_ key: AccessKey) {
        accessKeys[key.id] = key
        accessKeysBySecret[key.secretHash] = key.id
    }

    private mutating func release(_ address: IPAddress, at time: Timestamp) {
        switch address {
        case .v4: allocatorIPv4?.release(address, at: time)
        case .v6: allocatorIPv6?.release(address, at: time)
        }
    }

    /// An address freed before the state was loaded waits like any other; one that is another node's by now does not.
    private mutating func restoreQuarantine(of removed: RemovedNode) {
        for address in removed.addresses {
            switch address {
            case .v4: allocatorIPv4?.restoreQuarantine(address: address, freedAt: removed.removedAt)
            case .v6: allocatorIPv6?.restoreQuarantine(address: address, freedAt: removed.removedAt)
            }
        }
    }
}
