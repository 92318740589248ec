internal import NetmakerCore

/// Commands that are committed together: all of what they change, or nothing.
struct Batch: Sendable {
    /// The state as it is in the store.
    private let before: Truth
    /// The state after every command so far.
    private(set) var truth: Truth
    /// The rows of the change log, in order.
    private(set) var entries: [ChangeEntry] = []
    /// Where each touched aggregate stands in the store.
    private(set) var expected: [AggregateID: Revision] = [:]
    /// How many of the commands were refused.
    private(set) var refusals = 0
    private var answers: [@Sendable (ControlError?) -> Void] = []

    init(on truth: Truth) {
        before = truth
        self.truth = truth
    }

    /// How many commands it holds, refused ones included.
    var count: Int { answers.count }

    /// Rules on one more command. One that is refused, or contradicts the state, leaves the others as they are.
    mutating func add(
        _ submission: Submission, now: Timestamp, random: any RandomNumberGenerator & Sendable
    ) {
        let ruling = submission.rule(truth, now, random)
        if ruling.isRefusal { refusals += 1 }
        do throws(ModelError) {
            let revisions = try apply(ruling, now: now)
            answers.append { failure in ruling.answer(failure.map(Result.failure) ?? .success(revisions)) }
        } catch {
            refusals += 1
            answers.append { failure in ruling.answer(.failure(failure ?? ControlError(error))) }
        }
    }

    /// - Returns: where the aggregates stand that the command changed or looked at.
    private mutating func apply(_ ruling: Ruling, now: Timestamp) throws(ModelError) -> [AggregateID: Revision] {
        var next = truth
        var added: [ChangeEntry] = []
        var revisions: [AggregateID: Revision] = [:]
        for change in ruling.changes {
            let revision = next.revision(of: change.aggregate) ?? .zero
            guard !change.mutations.isEmpty else {
                revisions[change.aggregate] = revision
                continue
            }
            let entry = ChangeEntry(
                aggregate: change.aggregate, revision: revision.next, time: now, actor: ruling.actor.description,
                mutations: change.mutations)
            try next.apply(entry)
            added.append(entry)
            revisions[change.aggregate] = entry.revision
        }
        truth = next
        entries += added
        for entry in added where expected[entry.aggregate] == nil {
            expected[entry.aggregate] = before.revision(of: entry.aggregate) ?? .zero
        }
        return revisions
    }

    /// Answers every command.
    ///
    /// - Parameter failure: why nothing was committed; nil when all was, or there was nothing to commit.
    func answer(_ failure: ControlError?) {
        for answer in answers { answer(failure) }
    }

    /// What changed for whom, one value a life of a network, in the order they were first changed: a network that was
    /// deleted and made anew is told of in this order.
    func networkChanges() -> [NetworkChange] {
        var order: [AggregateID] = []
        var merged: [AggregateID: (mutations: [Mutation], through: Revision)] = [:]
        for entry in entries {
            if merged[entry.aggregate] == nil { order.append(entry.aggregate) }
            merged[entry.aggregate, default: ([], .zero)].mutations += entry.mutations
            merged[entry.aggregate]?.through = entry.revision
        }
        return order.compactMap { aggregate in
            guard case .network(let name, let epoch) = aggregate, let change = merged[aggregate] else { return nil }
            return NetworkChange(
                of: name, epoch: epoch, by: change.mutations, from: before.networks[name], to: truth.networks[name],
                through: change.through)
        }
    }
}
