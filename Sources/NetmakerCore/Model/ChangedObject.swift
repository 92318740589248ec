/// Which object of an aggregate a step of a change is about.
public enum ChangedObject: Hashable, Sendable {
    case server
    case user(UserName)
    case loginSession(SessionID)
    case apiToken(APITokenID)
    /// The network itself, of its own aggregate.
    case network
    case node(NodeID)
    case accessKey(AccessKeyID)
    case dnsRecord(DNSRecordName)
    case client(ExternalClientID)
}

extension Mutation {
    /// The object it is about.
    public var object: ChangedObject {
        switch self {
        case .putServer: .server
        case .putUser(let user): .user(user.name)
        case .removeUser(let name): .user(name)
        case .putLoginSession(let session): .loginSession(session.id)
        case .removeLoginSession(let id): .loginSession(id)
        case .putAPIToken(let token): .apiToken(token.id)
        case .removeAPIToken(let id): .apiToken(id)
        case .putNetwork, .removeNetwork: .network
        case .putNode(let node): .node(node.id)
        case .removeNode(let removed): .node(removed.id)
        case .putAccessKey(let key): .accessKey(key.id)
        case .removeAccessKey(let id): .accessKey(id)
        case .putDNSRecord(let record): .dnsRecord(record.name)
        case .removeDNSRecord(let name): .dnsRecord(name)
        case .putClient(let client): .client(client.id)
        case .removeClient(let removed): .client(removed.id)
        }
    }

    /// Whether the object is there after it.
    public var isPut: Bool {
        switch self {
        case .putServer, .putUser, .putLoginSession, .putAPIToken, .putNetwork, .putNode, .putAccessKey, .putDNSRecord,
            .putClient:
            true
        case .removeUser, .removeLoginSession, .removeAPIToken, .removeNetwork, .removeNode, .removeAccessKey,
            .removeDNSRecord, .removeClient:
            false
        }
    }
}
