public import NetmakerCore

/// A row of the change log as it is kept: what one command changed, and what that took the place of.
public struct ChangeRecord: Hashable, Sendable {
    /// What a step replaced.
    public enum Former: Hashable, Sendable {
        /// Nothing: the object is new.
        case nothing
        /// What was there, as the step that would put it back.
        case object(Mutation)
        /// The row was written by a release that did not keep it.
        case unknown
    }

    /// Its place among the rows of all aggregates: one more than that of the row before it, and never used again.
    public let sequence: UInt64
    /// With the first of its steps alone, where no more were asked for.
    public let entry: ChangeEntry
    /// What each of these steps replaced.
    public let former: [Former]
    /// How many steps it has in all.
    public let stepCount: Int

    /// - Precondition: each step of the entry has its former.
    public init(sequence: UInt64, entry: ChangeEntry, former: [Former], stepCount: Int) {
        precondition(former.count == entry.mutations.count && stepCount >= former.count)
        self.sequence = sequence
        self.entry = entry
        self.former = former
        self.stepCount = stepCount
    }

    /// The same with no more steps than these.
    public func prefix(_ steps: Int?) -> ChangeRecord {
        guard let steps, steps < former.count else { return self }
        return ChangeRecord(
            sequence: sequence,
            entry: ChangeEntry(
                aggregate: entry.aggregate, revision: entry.revision, time: entry.time, actor: entry.actor,
                mutations: Array(entry.mutations.prefix(steps))),
            former: Array(former.prefix(steps)), stepCount: stepCount)
    }
}
