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
