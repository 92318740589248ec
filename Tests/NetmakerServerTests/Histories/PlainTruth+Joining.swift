import NetmakerControl
import NetmakerCore

extension PlainTruth {
    /// What became of a machine that wants to join.
    struct Admission: Sendable {
        let node: Node
        let isChange: Bool
        var claims: [PlainNetwork.Claim] = []
    }

    /// A machine joins: with a key that admits it, a name and a WireGuard key that nobody has, and an address that is
    /// left. One that is a node by its identity is the same node, without any of it.
    mutating func join(_ join: JoinNetwork, id: NodeID) throws(Refusal) -> Admission {
        guard let network = network(join.network) else { throw .refused }
        if let node = network.nodes.first(where: { $0.identity == join.identity }) {
            return try joinAgain(join, as: node)
        }
        let key = try admit(join, to: network)
        if isUsed(join.publicKey) { throw .conflict }
        let name = join.name ?? network.freeName(for: join.report.facts.hostname)
        if network.isNamed(name.description) { throw .conflict }
        // Who waits to be let in has no address.
        let next = key == nil ? (ipv4: nil, ipv6: nil, claims: []) : network.nextAddresses(now: now)
        guard let addresses = next else { throw .exhausted }
        var node = Node(
            id: id, network: join.network, name: name, identity: join.identity, publicKey: join.publicKey,
            ipv4: addresses.ipv4, ipv6: addresses.ipv6, listenPort: network.defaults.listenPort,
            persistentKeepalive: network.defaults.persistentKeepalive, mtu: network.defaults.mtu,
            interface: join.report.interface, facts: join.report.facts, joinedAt: now, accessKey: key?.id,
            // Of a newcomer, what everybody says is no wish.
            reported: Node.Reported(listenPort: .netmaker, mtu: .wireGuard, pinnedEndpoint: .keep),
            options: network.defaults.options,
            standing: NodeStanding(admission: key == nil ? .pending : .admitted),
            keyGeneration: network.keyGeneration, grant: key?.grant ?? .whenAbsent,
            revision: Revision(network.revision + 1))
        try publish(join.report, from: join.source, to: &node)
        change(join.network) { network in
            network.nodes.append(node)
            for index in network.keys.indices where network.keys[index].id == key?.id {
                network.keys[index].usedCount += 1
                if case .remaining(let count) = network.keys[index].uses {
                    network.keys[index].uses = .remaining(count - 1)
                }
                network.keys[index].revision = Revision(network.revision)
            }
        }
        return Admission(node: node, isChange: true, claims: addresses.claims)
    }

    /// - Returns: the key that lets the machine in; nil when an admin is to.
    private func admit(_ join: JoinNetwork, to network: PlainNetwork) throws(Refusal) -> AccessKey? {
        guard let given = join.key else {
            guard network.options.admission == .manual else { throw .refused }
            return nil
        }
        let secret = network.secrets.first { $0.secret.hash == given.hash }
        guard let secret, let key = network.keys.first(where: { $0.id == secret.key }) else { throw .refused }
        if let end = key.expiresAt, end <= now { throw .refused }
        if key.uses == .remaining(0) { throw .refused }
        if network.isFull { throw .exhausted }
        return key
    }

    private mutating func joinAgain(_ join: JoinNetwork, as old: Node) throws(Refusal) -> Admission {
        var node = old
        if join.publicKey != old.publicKey {
            if isUsed(join.publicKey, besides: old.id) { throw .conflict }
            node.publicKey = join.publicKey
            node.keyGeneration = network(join.network)?.keyGeneration ?? .first
        }
        try publish(join.report, from: join.source, to: &node)
        if node == old { return Admission(node: node, isChange: false) }
        change(join.network) { network in
            node.revision = Revision(network.revision)
            for index in network.nodes.indices where network.nodes[index].id == node.id { network.nodes[index] = node }
        }
        return Admission(node: node, isChange: true)
    }
}
