/// A unit of truth that changes as one and has revisions of its own.
public enum AggregateID: Hashable, Sendable {
    /// What is the server's and no network's: settings, users, sessions.
    case directory
    /// One life of a network. A network made anew under an old name is another aggregate.
    case network(NetworkName, Epoch)
}

extension AggregateID: Codable, CustomStringConvertible {
    /// `directory`, or `network/<name>/<epoch>`.
    public var description: String {
        switch self {
        case .directory: "directory"
        case .network(let name, let epoch): "network/\(name)/\(epoch)"
        }
    }

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts == ["directory"] {
            self = .directory
        } else if parts.count == 3, parts[0] == "network" {
            self = .network(try NetworkName(parsing: String(parts[1])), try Epoch(parsing: String(parts[2])))
        } else {
            throw ModelError(
                .invalidValue, field: "aggregate", message: "\"\(text.prefix(80))\" names no aggregate",
                remedy: "give directory, or network/<name>/<epoch>")
        }
    }

    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One step of a change: whole objects put or removed, so that applying a step twice is applying it once.
public enum Mutation: Hashable, Sendable, Codable {
    case putServer(ServerIdentity)
    case putUser(User)
    case removeUser(UserName)
    case putLoginSession(LoginSession)
    case removeLoginSession(SessionID)

    case putNetwork(Network)
    /// Removes the network with all it still holds; its nodes are removed by mutations of their own, before.
    case removeNetwork
    case putNode(Node)
    /// Removes the node that this remembers, and frees its addresses.
    case removeNode(RemovedNode)
    case putAccessKey(AccessKey)
    case removeAccessKey(AccessKeyID)

    /// The node it is about; nil when it is about none.
    public var node: NodeID? {
        switch self {
        case .putNode(let node): node.id
        case .removeNode(let removed): removed.id
        default: nil
        }
    }
}

/// What one command changed in one aggregate: a row of the change log.
public struct ChangeEntry: Hashable, Sendable, Codable {
    public let aggregate: AggregateID
    /// The aggregate's revision after the change; one more than before it.
    public let revision: Revision
    public let time: Timestamp
    /// Who did it, such as "user:alice" or "node:9f86d081884c7d65".
    public let actor: String
    public let mutations: [Mutation]

    public init(aggregate: AggregateID, revision: Revision, time: Timestamp, actor: String, mutations: [Mutation]) {
        self.aggregate = aggregate
        self.revision = revision
        self.time = time
        self.actor = actor
        self.mutations = mutations
    }
}
