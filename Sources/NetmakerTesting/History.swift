public import NetmakerCore
public import NetmakerStore
internal import Synchronization

/// A writer's side of a store: it knows where each aggregate stands, and what the store must hold.
public final class History: Sendable {
    private let state = Mutex(Truth())

    public init() {}

    /// What the store must hold.
    public var truth: Truth { state.withLock { $0 } }

    /// A history that begins with the network `Samples.network()` being made in the store.
    public convenience init(harborIn store: any Store) async throws {
        self.init()
        let harbor = Samples.network()
        try await commit(to: store, harbor.aggregate, [.putNetwork(harbor)])
    }

    /// The next row of an aggregate's log.
    public func entry(_ aggregate: AggregateID, _ mutations: [Mutation], at time: Timestamp = Samples.time)
        -> ChangeEntry
    {
        ChangeEntry(
            aggregate: aggregate, revision: (truth.revision(of: aggregate) ?? .zero).next, time: time,
            actor: "user:alice", mutations: mutations)
    }

    /// Commits the next row to the store, and notes that it was.
    public func commit(
        to store: any Store, _ aggregate: AggregateID, _ mutations: [Mutation], at time: Timestamp = Samples.time
    ) async throws {
        let entry = entry(aggregate, mutations, at: time)
        let before = truth
        var after = before
        try after.apply(entry)
        try await store.commit([entry], expecting: [aggregate: before.revision(of: aggregate) ?? .zero])
        state.withLock { $0 = after }
    }
}
