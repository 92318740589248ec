internal import NetmakerCore

/// A command on its way through the writer, its type forgotten.
struct Submission: Sendable {
    /// Rules on a truth. Whoever calls this must call the ruling's `answer`, once.
    let rule: @Sendable (Truth, Timestamp, any RandomNumberGenerator & Sendable) -> Ruling
    /// Answers a command that was never ruled on.
    let refuse: @Sendable (ControlError) -> Void

    init<C: Command>(
        _ command: C, as principal: Principal,
        answer: @escaping @Sendable (Result<Committed<C.Result>, ControlError>) -> Void
    ) {
        rule = { truth, now, random in
            let decision: Decision<C.Result>
            do throws(ControlError) {
                decision = try Self.decide(command, as: principal, on: truth, now: now, random: random)
            } catch {
                return Ruling(actor: principal, isRefusal: true, changes: []) { fate in
                    // What refused it may be a change that failed to be committed.
                    switch fate {
                    case .success: answer(.failure(error))
                    case .failure(let failure): answer(.failure(failure))
                    }
                }
            }
            return Ruling(actor: principal, isRefusal: false, changes: decision.changes) { fate in
                answer(fate.map { Committed(result: decision.result, revisions: $0) })
            }
        }
        refuse = { answer(.failure($0)) }
    }

    /// Whether it may be done and, if so, what it changes. The one path of previews and of commands in earnest.
    static func decide<C: Command>(
        _ command: C, as principal: Principal, on truth: Truth, now: Timestamp,
        random: any RandomNumberGenerator & Sendable
    ) throws(ControlError) -> Decision<C.Result> {
        try Authorization.require(command.permission, of: principal, in: truth)
        var context = DecisionContext(now: now, principal: principal, random: random)
        do throws(ModelError) {
            return try command.decide(truth, &context)
        } catch {
            throw ControlError(error)
        }
    }
}

/// What came of a command, before it is known whether the batch it is in could be committed.
struct Ruling: Sendable {
    let actor: Principal
    let isRefusal: Bool
    /// None for a command that was refused.
    let changes: [AggregateChange]
    /// Takes where the changed aggregates stand, or why nothing was committed.
    let answer: @Sendable (Result<[AggregateID: Revision], ControlError>) -> Void
}
