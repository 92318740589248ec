public import NetmakerCore

/// Makes an access key. Its secret is in the answer and nowhere else.
public struct CreateAccessKey: Command {
    public let network: NetworkName
    /// Nil: one is made up.
    public let name: AccessKeyName?
    public let uses: AccessKey.Uses
    /// When it stops admitting; nil when it never does.
    public let expiresAt: Timestamp?
    /// What each node that it admits is given.
    public let grant: NodeGrant

    public init(
        network: NetworkName, name: AccessKeyName? = nil, uses: AccessKey.Uses, expiresAt: Timestamp? = nil,
        grant: NodeGrant = .whenAbsent
    ) {
        self.network = network
        self.name = name
        self.uses = uses
        self.expiresAt = expiresAt
        self.grant = grant
    }

    /// A key and its secret, which is shown this once.
    public struct Created: Sendable {
        public let key: AccessKey
        public let secret: Secret
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Created> {
        let state = try truth.requireNetwork(network)
        try requireUsable(now: context.now)
        let id = AccessKeyID.random(using: &context.random)
        let secret = Secret(using: &context.random)
        let key = AccessKey(
            id: id, network: network, name: try name(in: state, id: id), secretHash: secret.hash, uses: uses,
            expiresAt: expiresAt, grant: grant, createdAt: context.now, revision: state.revision.next)
        return Decision(
            Created(key: key, secret: secret), changing: state.network.aggregate, by: [.putAccessKey(key)])
    }

    private func requireUsable(now: Timestamp) throws(ModelError) {
        if case .remaining(let count) = uses, count < 1 {
            throw ModelError(
                .invalidValue, field: "uses", message: "a key with \(count) uses admits nobody",
                remedy: "give 1 or more, or leave it out for a key without a limit")
        }
        try AccessKeyRules.require(expiresAt: expiresAt, now: now)
    }

    private func name(in state: NetworkState, id: AccessKeyID) throws(ModelError) -> AccessKeyName {
        let wanted = if let name { name } else { try AccessKeyName(parsing: "key-\(id)") }
        try AccessKeyRules.require(free: wanted, in: state)
        return wanted
    }
}

/// What holds for every access key that is made or changed.
enum AccessKeyRules {
    static func require(expiresAt: Timestamp?, now: Timestamp) throws(ModelError) {
        if let expiresAt, expiresAt <= now {
            throw ModelError(
                .invalidValue, field: "expiresAt", message: "\(expiresAt) is over", remedy: "give a time to come")
        }
    }

    static func require(free name: AccessKeyName, in state: NetworkState) throws(ModelError) {
        guard state.accessKey(named: name) == nil else {
            throw ModelError(
                .notUnique, field: "name", message: "network \(state.network.name) has a key named \(name) already",
                remedy: "choose another name, or delete that key with nmctl key delete")
        }
    }
}
