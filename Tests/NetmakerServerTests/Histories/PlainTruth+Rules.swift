import NetmakerControl
import NetmakerCore

/// What each command does, from the rules. Each says whether anything changed.
extension PlainTruth {
    func require(_ name: NetworkName) throws(Refusal) -> PlainNetwork {
        guard let network = network(name) else { throw .notFound }
        return network
    }

    func require(_ seen: Revision?, at revision: UInt64) throws(Refusal) {
        if let seen, seen.rawValue != revision { throw .preconditionFailed }
    }

    // MARK: People

    mutating func setUp(_ user: UserName, _ password: PasswordHash) throws(Refusal) {
        guard users.isEmpty else { throw .refused }
        directoryRevision += 1
        users.append(
            User(
                name: user, role: .superAdmin, password: password, createdAt: now,
                revision: Revision(directoryRevision)))
    }

    mutating func open(_ session: LoginSession, password: PasswordHash) throws(Refusal) {
        guard users.contains(where: { $0.name == session.user && $0.password == password }) else { throw .refused }
        directoryRevision += 1
        sessions.removeAll { $0.expiresAt <= now }
        sessions.append(session)
    }

    /// - Returns: whether it was open.
    mutating func close(_ session: LoginSession) -> Bool {
        guard sessions.contains(session) else { return false }
        directoryRevision += 1
        sessions.removeAll { $0 == session }
        return true
    }

    // MARK: Networks

    mutating func create(_ network: PlainNetwork) throws(Refusal) {
        guard self.network(network.name) == nil else { throw .conflict }
        guard Self.isGood(displayName: network.displayName) else { throw .invalidValue }
        networks.append(network)
    }

    mutating func update(
        _ name: NetworkName, seen: Revision?, _ changes: NetworkChanges
    ) throws(Refusal) -> Bool {
        var network = try require(name)
        try require(seen, at: network.ownRevision)
        if let text = changes.displayName {
            guard Self.isGood(displayName: text) else { throw .invalidValue }
            network.displayName = text
        }
        switch changes.nodeLimit {
        case .keep: break
        case .set(let limit): network.nodeLimit = limit
        case .clear: network.nodeLimit = nil
        }
        if let admission = changes.admission { network.options.admission = admission }
        switch changes.localRange {
        case .keep: break
        case .set(let range):
            if network.ranges.all.contains(where: { PlainNetwork.meet(range, $0) }) { throw .invalidValue }
            network.options.localRange = range
        case .clear: network.options.localRange = nil
        }
        if let interval = changes.checkInInterval { network.options.checkInInterval = interval }
        if let port = changes.defaults.listenPort { network.defaults.listenPort = port }
        if let keepalive = changes.defaults.persistentKeepalive { network.defaults.persistentKeepalive = keepalive }
        if let mtu = changes.defaults.mtu { network.defaults.mtu = mtu }
        Self.change(&network.defaults.options, by: changes.defaults.options)
        var changed: [NodeID] = []
        if changes.reach == .allNodes {
            for index in network.nodes.indices {
                let before = network.nodes[index]
                if let port = changes.defaults.listenPort { network.nodes[index].listenPort = port }
                if let keepalive = changes.defaults.persistentKeepalive {
                    network.nodes[index].persistentKeepalive = keepalive
                }
                if let mtu = changes.defaults.mtu { network.nodes[index].mtu = mtu }
                Self.change(&network.nodes[index].options, by: changes.defaults.options)
                if network.nodes[index] != before { changed.append(before.id) }
            }
        }
        let isOwn = network.fields != self.network(name)?.fields
        if !isOwn, changed.isEmpty { return false }
        change(name) { old in
            network.revision = old.revision
            if isOwn { network.ownRevision = old.revision }
            for index in network.nodes.indices where changed.contains(network.nodes[index].id) {
                network.nodes[index].revision = Revision(old.revision)
            }
            old = network
        }
        return true
    }

    mutating func delete(_ name: NetworkName, _ nodes: DeleteNetwork.Nodes, seen: Revision?) throws(Refusal) {
        let network = try require(name)
        try require(seen, at: network.ownRevision)
        if nodes == .kept, !network.nodes.isEmpty { throw .conflict }
        for node in network.nodes { remember(node, .networkDeleted) }
        networks.removeAll { $0.name == name }
        withdraw(name)
    }

    private static func isGood(displayName: String) -> Bool {
        displayName.contains { !$0.isWhitespace } && !displayName.contains("\u{1B}") && displayName.count <= 100
    }

    // MARK: Keys

    mutating func create(_ key: AccessKey, _ secret: Secret) throws(Refusal) {
        let network = try require(key.network)
        if case .remaining(let count) = key.uses, count < 1 { throw .invalidValue }
        if let end = key.expiresAt, end <= now { throw .invalidValue }
        if network.keys.contains(where: { $0.name == key.name }) { throw .conflict }
        change(key.network) { network in
            var key = key
            key.revision = Revision(network.revision)
            network.keys.append(key)
            network.secrets.append((key.id, secret))
        }
    }

    mutating func update(
        _ key: AccessKeyID, in name: NetworkName, seen: Revision?, _ changes: AccessKeyChanges
    ) throws(Refusal) -> Bool {
        let network = try require(name)
        guard let old = network.keys.first(where: { $0.id == key }) else { throw .notFound }
        try require(seen, at: old.revision.rawValue)
        if case .set(let end) = changes.expiresAt, end <= now { throw .invalidValue }
        var new = old
        if let name = changes.name { new.name = name }
        if let uses = changes.uses { new.uses = uses }
        switch changes.expiresAt {
        case .keep: break
        case .set(let end): new.expiresAt = end
        case .clear: new.expiresAt = nil
        }
        // Both were made by the same menu, whose tags are few enough.
        if let tags = changes.tags {
            new.grant = Menu.known { try NodeGrant(tags: tags, lifetime: new.grant.lifetime) }
        }
        if let lifetime = changes.lifetime { new.grant.lifetime = lifetime }
        if new == old { return false }
        if network.keys.contains(where: { $0.name == new.name && $0.id != key }) { throw .conflict }
        change(name) { network in
            new.revision = Revision(network.revision)
            for index in network.keys.indices where network.keys[index].id == key { network.keys[index] = new }
        }
        return true
    }

    mutating func delete(_ key: AccessKeyID, in name: NetworkName, seen: Revision?) throws(Refusal) {
        guard let found = try require(name).keys.first(where: { $0.id == key }) else { throw .notFound }
        try require(seen, at: found.revision.rawValue)
        change(name) { $0.keys.removeAll { $0.id == key } }
    }

    // MARK: Nodes

    mutating func leave(_ id: NodeID) throws(Refusal) {
        guard let node = node(id) else { throw .notFound }
        remove(node, .left)
    }

    mutating func remove(_ id: NodeID, in name: NetworkName, seen: Revision?) throws(Refusal) {
        guard let node = try require(name).nodes.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: node.revision.rawValue)
        remove(node, .removed)
    }

    mutating func remove(_ node: Node, _ reason: RemovalReason) {
        remember(node, reason)
        let now = now
        change(node.network) { network in
            network.nodes.removeAll { $0.id == node.id }
            // Its other names go with it.
            network.records.removeAll { $0.target == .node(node.id) }
            if let address = node.ipv4 { network.freed[.v4(address)] = now }
            if let address = node.ipv6 { network.freed[.v6(address)] = now }
        }
    }

    private mutating func remember(_ node: Node, _ reason: RemovalReason) {
        var addresses: [IPAddress] = []
        if let address = node.ipv4 { addresses.append(.v4(address)) }
        if let address = node.ipv6 { addresses.append(.v6(address)) }
        gone.append(
            PlainGone(
                id: node.id, network: node.network, name: node.name, identity: node.identity, addresses: addresses,
                reason: reason, at: now))
    }

    mutating func update(
        _ id: NodeID, in name: NetworkName, seen: Revision?, _ changes: NodeChanges
    ) throws(Refusal) -> Bool {
        let network = try require(name)
        guard let old = network.nodes.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: old.revision.rawValue)
        var node = old
        if let name = changes.name { node.name = name }
        switch changes.endpoint {
        case .keep: break
        case .set(let endpoint): node.pinnedEndpoint = endpoint
        case .clear: node.pinnedEndpoint = nil
        }
        if let keepalive = changes.persistentKeepalive { node.persistentKeepalive = keepalive }
        if let port = changes.listenPort { node.listenPort = port }
        if let mtu = changes.mtu { node.mtu = mtu }
        change(&node, by: changes)
        if node == old { return false }
        if node.name != old.name, network.isNamed(node.name.description, besides: id) { throw .conflict }
        for address in node.addresses where !old.addresses.contains(address) {
            try network.require(assignable: address, to: old)
        }
        if case .set(let end) = changes.expiresAt, end <= now { throw .invalidValue }
        put(node)
        free(old.addresses.filter { !node.addresses.contains($0) }, of: node.network)
        return true
    }

    mutating func report(_ report: NodeReport, from source: IPAddress?, by id: NodeID) throws(Refusal) -> Bool {
        guard let old = node(id) else { throw .notFound }
        var node = old
        try publish(report, from: source, to: &node)
        if node == old { return false }
        put(node)
        return true
    }

    mutating func put(_ node: Node) {
        change(node.network) { network in
            var node = node
            node.revision = Revision(network.revision)
            for index in network.nodes.indices where network.nodes[index].id == node.id { network.nodes[index] = node }
        }
    }

    /// What a machine says of itself counts where it says something new, or where nobody else may say it.
    func publish(_ report: NodeReport, from source: IPAddress?, to node: inout Node) throws(Refusal) {
        let before = node.reported
        if report.listenPort != before.listenPort { node.listenPort = report.listenPort }
        if report.mtu != before.mtu { node.mtu = report.mtu }
        if report.pinnedEndpoint != before.pinnedEndpoint {
            switch report.pinnedEndpoint {
            case .keep: break
            case .set(let endpoint): node.pinnedEndpoint = endpoint
            case .clear: node.pinnedEndpoint = nil
            }
        }
        node.reported = Node.Reported(
            listenPort: report.listenPort, mtu: report.mtu, pinnedEndpoint: report.pinnedEndpoint)
        node.interface = report.interface
        node.facts = report.facts
        if node.options.roaming || node.localAddresses.isEmpty {
            node.localAddresses = []
            for local in report.localAddresses where node.localAddresses.count < 8 {
                if local.address.isLinkLocal || local.address.isLoopback { continue }
                node.localAddresses.append(local)
            }
        }
        if case .v4(let address) = source, node.options.roaming || node.observedIPv4 == nil {
            node.observedIPv4 = address
        }
        if case .v6(let address) = source, node.options.roaming || node.observedIPv6 == nil {
            node.observedIPv6 = address
        }
        node.nextPublicKey = report.nextPublicKey == node.publicKey ? nil : report.nextPublicKey
        if let key = node.nextPublicKey, isUsed(key, besides: node.id) { throw .conflict }
    }
}
