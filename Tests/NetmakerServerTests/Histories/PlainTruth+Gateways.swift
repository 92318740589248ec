import NetmakerControl
import NetmakerCore

/// An external client, and what its file said when it was last handed out.
struct PlainClient: Hashable, Sendable {
    /// All but the digest of the file, which is zero here.
    var client: ExternalClient
    var handedOut: String

    var id: ExternalClientID { client.id }
}

extension PlainNetwork {
    /// Every range outside the network's own, and whose it is.
    fileprivate var outside: [(range: IPPrefix, holder: RangeHolder)] {
        var all: [(range: IPPrefix, holder: RangeHolder)] = []
        for node in nodes {
            for range in node.roles.egress?.ranges ?? [] { all.append((range, .egress(node.id))) }
            for range in node.allowedRanges { all.append((range, .node(node.id))) }
        }
        for client in clients {
            for range in client.client.allowedRanges { all.append((range, .client(client.id))) }
        }
        return all
    }

    /// Whether ranges may be routed to somebody: none of them has an address that is the network's or another's.
    fileprivate func require(_ wanted: [IPPrefix], routable holder: RangeHolder) throws(Refusal) {
        let taken = ranges.all + outside.filter { $0.holder != holder }.map(\.range)
        for range in wanted where taken.contains(where: { Self.meet(range, $0) }) { throw .conflict }
    }

    /// Whether nobody has been routed an address of these ranges.
    func require(vacant ranges: AddressRanges) throws(Refusal) {
        for range in ranges.all where outside.contains(where: { Self.meet(range, $0.range) }) { throw .conflict }
    }

    /// Whether there is an address in both.
    static func meet(_ one: IPPrefix, _ other: IPPrefix) -> Bool {
        one.address.bitWidth == other.address.bitWidth && one.address <= other.last && other.address <= one.last
    }

    /// What is routed to a node besides its own addresses, in order.
    func routed(to node: Node) -> [IPPrefix] {
        var routed = node.allowedRanges + (node.roles.egress?.ranges ?? [])
        for client in entering(by: node) {
            for address in client.addresses { routed.append(IPPrefix(host: address)) }
            routed += client.allowedRanges
        }
        return routed.sorted()
    }

    /// The clients that a node lets in, in the order of their ids.
    func entering(by node: Node) -> [ExternalClient] {
        guard node.roles.ingress != nil else { return [] }
        return clients.map(\.client).filter { $0.gateway == node.id && $0.access == .enabled }.sorted { $0.id < $1.id }
    }

    /// What a client's file says; nil when its gateway is none, or is nowhere to be found.
    func file(of client: ExternalClient) -> String? {
        guard let gateway = nodes.first(where: { $0.id == client.gateway }), let ingress = gateway.roles.ingress else {
            return nil
        }
        var endpoint = gateway.pinnedEndpoint?.description
        if let local = options.localRange {
            endpoint = gateway.pinnedEndpoint.flatMap { local.contains($0.address) ? $0.description : nil }
            let inside = gateway.localAddresses.first { local.contains($0.address) }
            if endpoint == nil, let inside {
                endpoint = Endpoint(address: inside.address, port: gateway.listenPort).description
            }
            if endpoint == nil { return nil }
        }
        if endpoint == nil, let seen = gateway.observedIPv4 { endpoint = "\(seen):\(gateway.listenPort)" }
        if endpoint == nil, let seen = gateway.observedIPv6 { endpoint = "[\(seen)]:\(gateway.listenPort)" }
        guard let endpoint else { return nil }
        let reached = outside.filter { $0.holder != .client(client.id) }.map(\.range) + ranges.all
        let names = client.nameServers.isEmpty ? ingress.nameServers : client.nameServers
        var text = "[Interface]\nAddress = "
        var addresses: [String] = []
        if let address = client.ipv4 { addresses.append("\(address)/32") }
        if let address = client.ipv6 { addresses.append("\(address)/128") }
        text += addresses.joined(separator: ", ") + "\n"
        if !names.isEmpty { text += "DNS = \(names.map(\.description).joined(separator: ", "))\n" }
        text += "MTU = \(gateway.mtu)\nPrivateKey = PRIVATE-KEY-OF-THIS-DEVICE\n\n[Peer]\n"
        text += "PublicKey = \(gateway.publicKey)\n"
        text += "AllowedIPs = \(reached.sorted().map(\.description).joined(separator: ", "))\nEndpoint = \(endpoint)\n"
        if case .every(let interval) = defaults.persistentKeepalive {
            text += "PersistentKeepalive = \(interval.seconds)\n"
        }
        return text
    }
}

extension PlainTruth {
    // MARK: Roles

    mutating func changeRoles(
        _ id: NodeID, in name: NetworkName, seen: Revision?, _ change: RolesChange
    ) throws(Refusal) -> Bool {
        let network = try require(name)
        guard let old = network.nodes.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: old.revision.rawValue)
        var node = old
        switch change.egress {
        case .keep: break
        case .set(let gateway): node.roles.egress = gateway
        case .clear: node.roles.egress = nil
        }
        switch change.ingress {
        case .keep: break
        case .set(let gateway): node.roles.ingress = gateway
        case .clear: node.roles.ingress = nil
        }
        switch change.relay {
        case .keep: break
        case .set(let mark): if node.roles.relay == nil { node.roles.relay = mark }
        case .clear: node.roles.relay = nil
        }
        if let ranges = change.allowedRanges { node.allowedRanges = ranges.sorted() }
        if node == old { return false }
        try network.require(node.allowedRanges, routable: .node(id))
        if let egress = node.roles.egress { try network.require(egress.ranges, routable: .egress(id)) }
        let isClosed = old.roles.ingress != nil && node.roles.ingress == nil
        if isClosed, change.clients == .refused, network.clients.contains(where: { $0.client.gateway == id }) {
            throw .conflict
        }
        put(node)
        return true
    }

    // MARK: Clients

    /// - Returns: the client as it came to be.
    mutating func create(
        _ command: CreateClient, id: ExternalClientID
    ) throws(Refusal) -> PlainClient {
        let network = try require(command.network)
        if network.hasNamed(command.name) || isUsed(command.publicKey) { throw .conflict }
        if let end = command.expiresAt, end <= now { throw .invalidValue }
        if let ipv4 = command.ipv4 { try network.require(free: .v4(ipv4)) }
        if let ipv6 = command.ipv6 { try network.require(free: .v6(ipv6)) }
        guard let next = network.nextAddresses(now: now) else { throw .exhausted }
        let client = ExternalClient(
            id: id, network: command.network, name: command.name, publicKey: command.publicKey,
            ipv4: command.ipv4 ?? next.ipv4, ipv6: command.ipv6 ?? next.ipv6, gateway: command.gateway,
            nameServers: command.nameServers, allowedRanges: command.allowedRanges.sorted(),
            expiresAt: command.expiresAt, createdAt: now, revision: Revision(network.revision + 1))
        try network.require(client)
        guard let file = network.file(of: client) else { throw .conflict }
        let plain = PlainClient(client: client, handedOut: file)
        change(command.network) { $0.clients.append(plain) }
        return plain
    }

    mutating func update(
        _ id: ExternalClientID, in name: NetworkName, seen: Revision?, _ changes: ClientChanges
    ) throws(Refusal) -> Bool {
        let network = try require(name)
        guard let plain = network.clients.first(where: { $0.id == id }) else { throw .notFound }
        let old = plain.client
        try require(seen, at: old.revision.rawValue)
        var client = old
        if let name = changes.name { client.name = name }
        if let gateway = changes.gateway { client.gateway = gateway }
        if let servers = changes.nameServers { client.nameServers = servers }
        if let ranges = changes.allowedRanges { client.allowedRanges = ranges.sorted() }
        switch changes.expiresAt {
        case .keep: break
        case .set(let end):
            if end <= now { throw .invalidValue }
            client.expiresAt = end
        case .clear: client.expiresAt = nil
        }
        let isOver = client.expiresAt.map { $0 <= now } ?? false
        if changes.admission == .enabled, isOver { throw .conflict }
        if changes.admission == .enabled { client.access = .enabled }
        if changes.admission == .disabled { client.access = .disabled }
        if changes.admission == nil, client.access == .expired, !isOver { client.access = .enabled }
        if client == old { return false }
        if client.name != old.name, network.hasNamed(client.name) { throw .conflict }
        if client.gateway != old.gateway || client.allowedRanges != old.allowedRanges { try network.require(client) }
        let isMoved = client.gateway != old.gateway
        let moment = self.now
        change(name) { network in
            client.revision = Revision(network.revision)
            network.put(client)
            // It is given up and taken again.
            if isMoved { for address in client.addresses { network.freed[address] = moment } }
        }
        return true
    }

    mutating func delete(client id: ExternalClientID, in name: NetworkName, seen: Revision?) throws(Refusal) {
        guard let plain = try require(name).clients.first(where: { $0.id == id }) else { throw .notFound }
        try require(seen, at: plain.client.revision.rawValue)
        let moment = self.now
        change(name) { network in
            network.clients.removeAll { $0.id == id }
            for address in plain.client.addresses { network.freed[address] = moment }
        }
    }

    mutating func handOut(_ command: HandOutClientFile) throws(Refusal) -> Bool {
        let network = try require(command.network)
        guard var plain = network.clients.first(where: { $0.id == command.client }) else { throw .notFound }
        try require(command.ifMatch, at: plain.client.revision.rawValue)
        let old = plain
        if let key = command.publicKey, key != plain.client.publicKey {
            if isUsed(key) { throw .conflict }
            plain.client.publicKey = key
        }
        guard let file = network.file(of: plain.client) else { throw .conflict }
        plain.handedOut = file
        if plain == old { return false }
        change(command.network) { network in
            plain.client.revision = Revision(network.revision)
            for index in network.clients.indices where network.clients[index].id == plain.id {
                network.clients[index] = plain
            }
        }
        return true
    }

    /// - Returns: those that are cut off now.
    mutating func expireClients(of name: NetworkName) throws(Refusal) -> [ExternalClientID] {
        let network = try require(name)
        let moment = self.now
        let over = network.clients.map(\.client).filter { client in
            client.access == .enabled && (client.expiresAt.map { $0 <= moment } ?? false)
        }
        if over.isEmpty { return [] }
        change(name) { network in
            for client in over {
                var client = client
                client.access = .expired
                client.revision = Revision(network.revision)
                network.put(client)
            }
        }
        return over.map(\.id)
    }
}

extension PlainNetwork {
    fileprivate func hasNamed(_ name: NodeName) -> Bool {
        isNamed(name.description)
    }

    fileprivate mutating func put(_ client: ExternalClient) {
        for index in clients.indices where clients[index].id == client.id { clients[index].client = client }
    }

    /// What holds of a client wherever it comes from.
    fileprivate func require(_ client: ExternalClient) throws(Refusal) {
        guard nodes.contains(where: { $0.id == client.gateway && $0.roles.ingress != nil }) else { throw .conflict }
        try require(client.allowedRanges, routable: .client(client.id))
    }

    /// Whether a machine may have an address: one of the network's that is neither its first nor, in IPv4, its last.
    fileprivate func require(free address: IPAddress) throws(Refusal) {
        guard let range = ranges.all.first(where: { $0.contains(address) }) else { throw .invalidValue }
        let isEdge = address == range.address || address.bitWidth == 32 && address == range.last
        let isTaken =
            nodes.contains { $0.addresses.contains(address) }
            || clients.contains { $0.client.addresses.contains(address) }
        if isEdge || isTaken { throw .conflict }
    }
}
