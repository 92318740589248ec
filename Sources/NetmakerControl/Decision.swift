public import NetmakerCore

/// What a command changes, and what it answers.
public struct Decision<Result: Sendable>: Sendable {
    /// What changes, in order, each aggregate once. An aggregate without mutations was only looked at: when all are
    /// such there is nothing to commit.
    public let changes: [AggregateChange]
    public let result: Result

    public init(_ result: Result, changes: [AggregateChange]) {
        self.result = result
        self.changes = changes
    }

    /// A change of one aggregate.
    public init(_ result: Result, changing aggregate: AggregateID, by mutations: [Mutation]) {
        self.init(result, changes: [AggregateChange(aggregate: aggregate, mutations: mutations)])
    }

    /// Everything is already as it should be.
    public init(_ result: Result, unchanged aggregate: AggregateID) {
        self.init(result, changing: aggregate, by: [])
    }
}

/// What a command changes in one aggregate.
public struct AggregateChange: Hashable, Sendable {
    public let aggregate: AggregateID
    public let mutations: [Mutation]

    public init(aggregate: AggregateID, mutations: [Mutation]) {
        self.aggregate = aggregate
        self.mutations = mutations
    }
}

/// The answer to a command whose changes are durable.
public struct Committed<Result: Sendable>: Sendable {
    public let result: Result
    /// Where each aggregate stands that the command changed or found as it should be.
    public let revisions: [AggregateID: Revision]

    public init(result: Result, revisions: [AggregateID: Revision]) {
        self.result = result
        self.revisions = revisions
    }
}
