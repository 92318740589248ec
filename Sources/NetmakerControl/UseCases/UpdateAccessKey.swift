public import NetmakerCore

/// What an admin changes of an access key; nil leaves a field as it is. Its secret never changes: another is another key.
public struct AccessKeyChanges: Hashable, Sendable {
    public var name: AccessKeyName?
    /// How many more machines it admits; none left closes the key until it is given more.
    public var uses: AccessKey.Uses?
    /// Another time to come has a key admit again whose time was over.
    public var expiresAt: Update<Timestamp>
    public var tags: [Tag]?
    public var lifetime: NodeGrant.Lifetime?

    public init(
        name: AccessKeyName? = nil, uses: AccessKey.Uses? = nil, expiresAt: Update<Timestamp> = .keep,
        tags: [Tag]? = nil, lifetime: NodeGrant.Lifetime? = nil
    ) {
        self.name = name
        self.uses = uses
        self.expiresAt = expiresAt
        self.tags = tags
        self.lifetime = lifetime
    }
}

/// Changes an access key. Nodes it admitted keep what it gave them, so no agent is told.
public struct UpdateAccessKey: Command {
    public let network: NetworkName
    public let key: AccessKeyID
    public let changes: AccessKeyChanges
    /// The revision of the key the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, key: AccessKeyID, changes: AccessKeyChanges, ifMatch: Revision? = nil) {
        self.network = network
        self.key = key
        self.changes = changes
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<AccessKey> {
        let state = try truth.requireNetwork(network)
        let key = try state.requireAccessKey(key)
        try key.revision.require(ifMatch, of: "access key \(key.name)")
        var updated = key
        updated.name = changes.name ?? key.name
        if case .remaining(let count) = changes.uses, count < 0 {
            throw ModelError(
                .invalidValue, field: "uses", message: "a key cannot admit \(count) machines",
                remedy: "give 0 or more, or leave it out to keep what it has")
        }
        updated.uses = changes.uses ?? key.uses
        if case .set(let end) = changes.expiresAt { try AccessKeyRules.require(expiresAt: end, now: context.now) }
        updated.expiresAt = changes.expiresAt.applied(to: key.expiresAt)
        if let tags = changes.tags { try updated.grant.set(tags) }
        updated.grant.lifetime = changes.lifetime ?? key.grant.lifetime
        guard updated != key else { return Decision(key, unchanged: state.network.aggregate) }
        if updated.name != key.name { try AccessKeyRules.require(free: updated.name, in: state) }
        updated.revision = state.revision.next
        return Decision(updated, changing: state.network.aggregate, by: [.putAccessKey(updated)])
    }
}
