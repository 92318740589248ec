import NetmakerControl
import NetmakerCore

@testable import NetmakerControl

/// One operation of a history with everything named, and what must come of it.
struct Step: Sendable {
    enum Act: Sendable {
        case order(Order)
        case connect(NodeID, pace: Int, Operation.Memory)
        case disconnect(NodeID, afterFrames: Int)
        case fetch(NodeID)
        case wake(NodeID)
        case pass(Duration)
        case restart
        /// Whoever waits to share a transaction waits no longer.
        case commit
    }

    let act: Act
    /// The number of the operation it comes from; nil for one of many that share a transaction.
    let number: Int?
    /// For people.
    let text: String
    /// What must be true after it.
    let after: PlainTruth
}

/// A command, its type forgotten, and what must be answered.
struct Order: Sendable {
    enum Verdict: Sendable {
        case refused(Refusal)
        case unchanged, done
    }

    /// What an order is of, in the table of what was covered.
    enum Verb: String, Hashable, Sendable, CaseIterable {
        case setUp, logIn, logOut, createNetwork, updateNetwork, deleteNetwork, createKey, updateKey, deleteKey, join,
            joinAgain, leave
        case removeNode, updateNode, editNode, reportNode, expireNodes
        case ask, approve, deny, changeRanges, refreshKeys, adoptKeys
        case changeRoles, createClient, updateClient, deleteClient, handOut, expireClients
        case reapNode, createName, updateName, deleteName
        case createUser, updateUser, deleteUser, createToken, revokeToken
    }

    let verb: Verb
    let verdict: Verdict
    /// Hands the command to the writer's queue; what was wrong with the answer comes later, nil when nothing was.
    let submit: @Sendable (ControlPlane, @escaping @Sendable (String?) -> Void) -> Void

    /// - Parameters:
    ///   - stands: where the aggregate must be said to stand.
    ///   - directory: where the directory must be said to stand; nil when nothing of it was changed.
    ///   - isRight: whether the result is; not asked when the command is refused.
    init<C: Command>(
        _ verb: Verb, _ command: C, as asker: Principal, _ verdict: Verdict, of aggregate: AggregateID,
        at stands: UInt64, directory: UInt64? = nil, isRight: @escaping @Sendable (C.Result) -> Bool
    ) {
        self.verb = verb
        self.verdict = verdict
        var standing = [aggregate: Revision(stands)]
        if let directory { standing[.directory] = Revision(directory) }
        submit = { [standing] control, tell in
            control.queue.submit(
                Submission(command, as: asker) { outcome in
                    switch (verdict, outcome) {
                    case (.refused(let expected), .failure(let error)):
                        let code = Refusal(error.code)
                        tell(code == expected ? nil : "refused as \(code?.rawValue ?? "?"), not as \(expected)")
                    case (.refused(let expected), .success):
                        tell("done, and not refused as \(expected)")
                    case (.unchanged, .failure(let error)), (.done, .failure(let error)):
                        tell("refused: \(error)")
                    case (.unchanged, .success(let committed)), (.done, .success(let committed)):
                        if committed.revisions != standing {
                            tell("said to stand at \(committed.revisions), not at \(standing)")
                        } else {
                            tell(isRight(committed.result) ? nil : "answered \(committed.result)")
                        }
                    }
                })
        }
    }
}
