/// One step of a change: whole objects put or removed, so that applying a step twice is applying it once.
public enum Mutation: Hashable, Sendable {
    case putServer(ServerIdentity)
    case putUser(User)
    case removeUser(UserName)
    case putLoginSession(LoginSession)
    case removeLoginSession(SessionID)
    case putAPIToken(APIToken)
    case removeAPIToken(APITokenID)

    case putNetwork(Network)
    /// Removes the network with all it still holds; its nodes are removed by mutations of their own, before.
    case removeNetwork
    case putNode(Node)
    /// Removes the node that this remembers, and frees its addresses.
    case removeNode(RemovedNode)
    case putAccessKey(AccessKey)
    case removeAccessKey(AccessKeyID)
    case putDNSRecord(DNSRecord)
    case removeDNSRecord(DNSRecordName)
    /// A client that enters by the same gateway as before. One that is moved is removed first, so that each step tells
    /// whose record it changes.
    case putClient(ExternalClient)
    /// Removes the client that this remembers, and frees its addresses.
    case removeClient(RemovedClient)

    /// The node it is about, for whom or of whom something else may be told; nil when it is about none.
    public var node: NodeID? {
        switch self {
        case .putNode(let node): node.id
        case .removeNode(let removed): removed.id
        case .putClient(let client): client.gateway
        case .removeClient(let removed): removed.gateway
        default: nil
        }
    }

    /// The custom name it is about; nil when it is about none.
    public var dnsRecord: DNSRecordName? {
        switch self {
        case .putDNSRecord(let record): record.name
        case .removeDNSRecord(let name): name
        default: nil
        }
    }
}

/// One object with one key, the step's name: `{"putNode": {...}}`. Change logs outlive releases, so the form is written
/// out.
extension Mutation: Codable {
    private enum Step: String, CodingKey {
        case putServer, putUser, removeUser, putLoginSession, removeLoginSession, putAPIToken, removeAPIToken
        case putNetwork, removeNetwork, putNode, removeNode, putAccessKey, removeAccessKey
        case putDNSRecord, removeDNSRecord
        case putClient, removeClient
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Step.self)
        guard let step = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not one known step"))
        }
        self =
            switch step {
            case .putServer: .putServer(try container.decode(ServerIdentity.self, forKey: step))
            case .putUser: .putUser(try container.decode(User.self, forKey: step))
            case .removeUser: .removeUser(try container.decode(UserName.self, forKey: step))
            case .putLoginSession: .putLoginSession(try container.decode(LoginSession.self, forKey: step))
            case .removeLoginSession: .removeLoginSession(try container.decode(SessionID.self, forKey: step))
            case .putAPIToken: .putAPIToken(try container.decode(APIToken.self, forKey: step))
            case .removeAPIToken: .removeAPIToken(try container.decode(APITokenID.self, forKey: step))
            case .putNetwork: .putNetwork(try container.decode(Network.self, forKey: step))
            case .removeNetwork: .removeNetwork
            case .putNode: .putNode(try container.decode(Node.self, forKey: step))
            case .removeNode: .removeNode(try container.decode(RemovedNode.self, forKey: step))
            case .putAccessKey: .putAccessKey(try container.decode(AccessKey.self, forKey: step))
            case .removeAccessKey: .removeAccessKey(try container.decode(AccessKeyID.self, forKey: step))
            case .putDNSRecord: .putDNSRecord(try container.decode(DNSRecord.self, forKey: step))
            case .removeDNSRecord: .removeDNSRecord(try container.decode(DNSRecordName.self, forKey: step))
            case .putClient: .putClient(try container.decode(ExternalClient.self, forKey: step))
            case .removeClient: .removeClient(try container.decode(RemovedClient.self, forKey: step))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Step.self)
        switch self {
        case .putServer(let identity): try container.encode(identity, forKey: .putServer)
        case .putUser(let user): try container.encode(user, forKey: .putUser)
        case .removeUser(let name): try container.encode(name, forKey: .removeUser)
        case .putLoginSession(let session): try container.encode(session, forKey: .putLoginSession)
        case .removeLoginSession(let id): try container.encode(id, forKey: .removeLoginSession)
        case .putAPIToken(let token): try container.encode(token, forKey: .putAPIToken)
        case .removeAPIToken(let id): try container.encode(id, forKey: .removeAPIToken)
        case .putNetwork(let network): try container.encode(network, forKey: .putNetwork)
        case .removeNetwork: try container.encode(true, forKey: .removeNetwork)
        case .putNode(let node): try container.encode(node, forKey: .putNode)
        case .removeNode(let removed): try container.encode(removed, forKey: .removeNode)
        case .putAccessKey(let key): try container.encode(key, forKey: .putAccessKey)
        case .removeAccessKey(let id): try container.encode(id, forKey: .removeAccessKey)
        case .putDNSRecord(let record): try container.encode(record, forKey: .putDNSRecord)
        case .removeDNSRecord(let name): try container.encode(name, forKey: .removeDNSRecord)
        case .putClient(let client): try container.encode(client, forKey: .putClient)
        case .removeClient(let removed): try container.encode(removed, forKey: .removeClient)
        }
    }
}
