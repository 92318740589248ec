import NetmakerControl
import NetmakerCore

/// Who takes part, and where.
extension PlainTruth {
    mutating func expireNodes(of name: NetworkName) throws(Refusal) -> [NodeID] {
        let now = now
        let over = try require(name).nodes.filter { node in
            !node.standing.hasExpired && (node.standing.expiresAt.map { $0 <= now } ?? false)
        }
        if over.isEmpty { return [] }
        changeNodes(over.map(\.id), of: name) { $0.standing.hasExpired = true }
        return over.map(\.id)
    }

    /// A machine that waits gets what it would have got if it had joined now with a key.
    mutating func approve(_ id: NodeID, in name: NetworkName, seen: Revision?) throws(Refusal) -> Bool {
        let network = try require(name)
        guard var node = network.nodes.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: node.revision.rawValue)
        if node.standing.admission != .pending { return false }
        if network.isFull { throw .exhausted }
        guard let addresses = network.nextAddresses(now: now) else { throw .exhausted }
        node.ipv4 = addresses.ipv4
        node.ipv6 = addresses.ipv6
        node.standing.admission = .admitted
        put(node)
        return true
    }

    mutating func deny(_ id: NodeID, in name: NetworkName, seen: Revision?) throws(Refusal) {
        guard let node = try require(name).nodes.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: node.revision.rawValue)
        if node.standing.admission != .pending { throw .conflict }
        remove(node, .denied)
    }

    // MARK: Keys of nodes

    mutating func refreshKeys(of name: NetworkName, seen: Revision?) throws(Refusal) {
        try require(seen, at: try require(name).ownRevision)
        change(name) { network in
            network.keyGeneration = network.keyGeneration.next
            network.ownRevision = network.revision
        }
    }

    mutating func adoptKeys(of name: NetworkName, knownAt: Revision) throws(Refusal) -> [NodeID] {
        let network = try require(name)
        let adopting = network.nodes.filter { $0.nextPublicKey != nil && $0.revision <= knownAt }.map(\.id)
        if adopting.isEmpty { return [] }
        changeNodes(adopting, of: name) { node in
            node.publicKey = node.nextPublicKey ?? node.publicKey
            node.nextPublicKey = nil
            node.keyGeneration = network.keyGeneration
        }
        return adopting
    }

    // MARK: Fields

    /// Several nodes in one change.
    private mutating func changeNodes(_ ids: [NodeID], of name: NetworkName, _ change: (inout Node) -> Void) {
        self.change(name) { network in
            for index in network.nodes.indices where ids.contains(network.nodes[index].id) {
                change(&network.nodes[index])
                network.nodes[index].revision = Revision(network.revision)
            }
        }
    }

    /// Addresses that somebody gave up.
    mutating func free(_ addresses: [IPAddress], of name: NetworkName) {
        if addresses.isEmpty { return }
        lastMove = now
        for index in networks.indices where networks[index].name == name {
            for address in addresses { networks[index].freed[address] = now }
        }
    }

    func change(_ node: inout Node, by changes: NodeChanges) {
        if let address = changes.ipv4 { node.ipv4 = address }
        if let address = changes.ipv6 { node.ipv6 = address }
        if let connection = changes.connection { node.standing.connection = connection }
        switch changes.expiresAt {
        case .keep: break
        case .set(let end): (node.standing.expiresAt, node.standing.hasExpired) = (end, false)
        case .clear: (node.standing.expiresAt, node.standing.hasExpired) = (nil, false)
        }
        if let tags = changes.tags {
            let lifetime = node.grant.lifetime
            node.grant = Menu.known { try NodeGrant(tags: Array(Set(tags)).sorted(), lifetime: lifetime) }
        }
        Self.change(&node.options, by: changes.options)
    }

    /// No history sets commands.
    static func change(_ options: inout NodeOptions, by changes: NodeOptionChanges) {
        if let isOn = changes.udpHolePunching { options.udpHolePunching = isOn }
        if let isOn = changes.dnsOn { options.dnsOn = isOn }
        if let isOn = changes.roaming { options.roaming = isOn }
    }
}

extension PlainNetwork {
    /// Whether it has as many nodes as it may; those that wait do not count.
    var isFull: Bool {
        guard let limit = nodeLimit else { return false }
        return nodes.filter { $0.standing.admission == .admitted }.count >= limit.rawValue
    }

    /// Whether an admin may give a node this address.
    func require(assignable address: IPAddress, to node: Node) throws(Refusal) {
        if node.standing.admission == .pending { throw .conflict }
        guard let range = ranges.all.first(where: { $0.address.bitWidth == address.bitWidth }) else { throw .conflict }
        let isEdge = address == range.address || address.bitWidth == 32 && address == range.last
        if !range.contains(address) || isEdge { throw .invalidValue }
        if nodes.contains(where: { $0.addresses.contains(address) }) { throw .conflict }
        if clients.contains(where: { $0.client.addresses.contains(address) }) { throw .conflict }
    }
}
