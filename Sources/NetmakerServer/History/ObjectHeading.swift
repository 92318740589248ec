internal import NetmakerAPI
internal import NetmakerCore

/// Which object a step is about, as people know it.
struct ObjectHeading: Hashable {
    let kind: ObjectKind
    /// Nil for what has only a name.
    let id: String?
    /// Nil for what has only an id, and where a step that removes it does not tell.
    let name: String?

    private init(_ kind: ObjectKind, id: (some CustomStringConvertible)? = String?.none, name: String? = nil) {
        self.kind = kind
        self.id = id?.description
        self.name = name
    }

    /// - Parameter network: whose log the step is in; nil for the directory.
    init(_ step: Mutation, in network: NetworkName?) {
        switch step {
        case .putServer(let server): self.init(.server, id: server.id)
        case .putUser(let user): self.init(.user, name: user.name.description)
        case .removeUser(let name): self.init(.user, name: name.description)
        case .putLoginSession(let session): self.init(.session, id: session.id)
        case .removeLoginSession(let id): self.init(.session, id: id)
        case .putAPIToken(let token): self.init(.apiToken, id: token.id, name: token.name.description)
        case .removeAPIToken(let id): self.init(.apiToken, id: id)
        case .putNetwork, .removeNetwork: self.init(.network, name: network?.description)
        case .putNode(let node): self.init(.node, id: node.id, name: node.name.description)
        case .removeNode(let node): self.init(.node, id: node.id, name: node.name.description)
        case .putAccessKey(let key): self.init(.accessKey, id: key.id, name: key.name.description)
        case .removeAccessKey(let id): self.init(.accessKey, id: id)
        case .putDNSRecord(let record): self.init(.dnsRecord, name: record.name.description)
        case .removeDNSRecord(let name): self.init(.dnsRecord, name: name.description)
        case .putClient(let client): self.init(.client, id: client.id, name: client.name.description)
        case .removeClient(let client): self.init(.client, id: client.id)
        }
    }
}
