/// A network's external clients, and how they are found.
struct ClientTable: Sendable {
    private(set) var clients: PersistentMap<ExternalClientID, ExternalClient> = PersistentMap()
    private var byName = PersistentIndex<NodeName, ExternalClientID>()
    /// Of each gateway, in the order of their ids.
    private var byGateway = PersistentIndex<NodeID, [ExternalClientID]>()
    /// Those that are let in and will expire, by when.
    private var expiries = OldestFirst<ExternalClientID>()

    func client(named name: NodeName) -> ExternalClient? { byName[name].flatMap { clients[$0] } }

    /// Those that enter by a node, or would if they were let in, in the order of their ids.
    func clients(of gateway: NodeID) -> [ExternalClient] { byGateway[gateway]?.compactMap { clients[$0] } ?? [] }

    /// When the next of those expires that are let in; nil when none does.
    var nextExpiry: Timestamp? { expiries.first?.since }

    /// Those that are let in though their time is over, the first to expire first.
    func expired(at now: Timestamp) -> [ExternalClient] {
        var rest = expiries
        var expired: [ExternalClient] = []
        while let first = rest.first, first.since <= now {
            _ = rest.remove(first.id)
            if let client = clients[first.id] { expired.append(client) }
        }
        return expired
    }

    /// - Returns: what the client was before; nil for a new one.
    mutating func put(_ client: ExternalClient) -> ExternalClient? {
        let old = remove(client.id)
        clients[client.id] = client
        byName[client.name] = client.id
        var siblings = byGateway[client.gateway] ?? []
        siblings.insert(client.id, at: siblings.firstIndex { client.id < $0 } ?? siblings.endIndex)
        byGateway[client.gateway] = siblings
        if client.access == .enabled, let end = client.expiresAt {
            expiries.insert(OldestFirst.Entry(id: client.id, since: end))
        }
        return old
    }

    /// - Returns: what the client was; nil when there is none.
    mutating func remove(_ id: ExternalClientID) -> ExternalClient? {
        guard let client = clients.removeValue(forKey: id) else { return nil }
        byName[client.name] = nil
        let siblings = byGateway[client.gateway]?.filter { $0 != id }
        byGateway[client.gateway] = siblings?.isEmpty == false ? siblings : nil
        _ = expiries.remove(id)
        return client
    }
}
