/// What histories went through.
struct Coverage: Sendable {
    /// States that are rare and must be met all the same.
    enum Edge: String, Hashable, Sendable, CaseIterable {
        case restedAddressReused = "an address handed out again after its hour"
        case restingAddressReused = "an address handed out while it rests, since no other is left"
        case rangeExhausted = "a range without a free address"
        case spentKeyTried = "a spent key tried"
        case expiredKeyTried = "an expired key tried"
        case keyOpened = "a key that admits again after it was spent or its time was over"
        case deletedKeyTried = "a deleted key tried"
        case networkMadeAnew = "a network made anew under its old name"
        case cameBack = "a machine that was removed and came back with its old WireGuard key"
        case sharedTransaction = "commands that share a transaction"
        case nothingWritten = "commands that write nothing"
        case cameAndWent = "a node that came and went in one transaction"
        case undone = "a record changed and changed back before it was told"
        case merged = "a slow agent's news merged"
        case tooMany = "more changes than are told one by one"
        case late = "news told only when the rest of them came"
        case torn = "a session that broke in the middle"
        case healed = "a map that had lost a record, made whole"
        case reconnectEqual = "a reconnect with an equal map"
        case reconnectDelta = "a reconnect answered by a delta from the log"
        case reconnectFull = "a reconnect answered by the whole map"
        case firstMap = "a first map"
        case removalHeard = "a removal told in a session"
        case removalHeardLate = "a removal told to an agent that comes back"
        case restart = "a server started anew"
        case clientMoved = "a client moved to another gateway"
        case clientLetInAgain = "a client let in again after its time was over"
        case fileOutdated = "a client's file that says what is no longer so"
        case stoodAside = "a node told that it takes part no longer, and of nobody"
        case tookPartAgain = "a node told that it takes part, and of all"
        case stayedInside = "records that say nothing beyond a local range"
        case numberKept = "nodes that kept their host numbers in another range"
        case numberLost = "a node that lost its host number with a change of ranges"
        case nameFollowed = "a custom name that followed a change of ranges"
        case tokensEnded = "API tokens that ended with their user"
        case rolesWithdrawn = "a network that was deleted and taken out of roles"
        case scopesWithdrawn = "a network that was deleted and taken out of API tokens"
        case strangerRefused = "a network made anew, refused to who may do all in the last one of its name"
        case readOnlyHeld = "an API token that may only read, refused what its user may"
        case scopeHeldOfAll = "a super admin's API token, refused a network that is not one of its own"
        case scopeHeldOfSome = "a network admin's API token, refused a network of its user's that is not its own"
        case scopeHeldFromServer = "a super admin's API token for some networks, refused what is the server's"
        case scopeOutlived = "an API token for a network that its user may no longer see"
        case namesHeard = "a delta of custom names"
        case namesLeft = "custom names that went with a node that left"
        case namesRemoved = "custom names that went with a node that was removed"
        case namesReaped = "custom names that went with a node whose agent stayed away"
        case namesDenied = "custom names that went with a node that was not let in"
        case editRefused = "an edit from a machine that is not made"
        case editInPart = "edits of which some are made and some are not"
        case slotsCounted = "news of which exactly those slots were told that it concerns"
    }

    private(set) var orders: [Order.Verb: [String: Int]] = [:]
    private(set) var edges: [Edge: Int] = [:]
    var histories = 0
    var operations = 0
    var deltas = 0
    var mapsCompared = 0

    static let changed = "changed"

    mutating func count(_ order: Order) {
        let outcome =
            switch order.verdict {
            case .done: Self.changed
            case .unchanged: "unchanged"
            case .refused(let refusal): refusal.rawValue
            }
        orders[order.verb, default: [:]][outcome, default: 0] += 1
    }

    mutating func reached(_ edge: Edge) { edges[edge, default: 0] += 1 }

    mutating func add(_ other: Coverage) {
        for (verb, outcomes) in other.orders { orders[verb, default: [:]].merge(outcomes, uniquingKeysWith: +) }
        edges.merge(other.edges, uniquingKeysWith: +)
        histories += other.histories
        operations += other.operations
        deltas += other.deltas
        mapsCompared += other.mapsCompared
    }

    /// How many commands changed something.
    var changes: Int { orders.values.reduce(0) { $0 + $1[Self.changed, default: 0] } }

    /// What was never met.
    var missing: [String] {
        let undone = Order.Verb.allCases.filter { orders[$0]?[Self.changed] == nil }
        let verbs = undone.map { "a \($0.rawValue) that is done" }
        let refusals = Self.expected.flatMap { verb, refusals in
            refusals.filter { orders[verb]?[$0.rawValue] == nil }.map { "a \(verb.rawValue) refused as \($0.rawValue)" }
        }
        return verbs + refusals.sorted() + Edge.allCases.filter { edges[$0] == nil }.map(\.rawValue)
    }

    /// How each command must have been refused.
    private static let expected: [Order.Verb: [Refusal]] = [
        .logIn: [.refused, .unauthenticated], .logOut: [.unauthenticated],
        .createNetwork: [.conflict, .invalidValue, .forbidden], .updateNetwork: [.notFound, .preconditionFailed],
        .deleteNetwork: [.notFound, .preconditionFailed, .conflict], .createKey: [.invalidValue, .conflict, .notFound],
        .updateKey: [.notFound, .preconditionFailed, .invalidValue, .conflict],
        .deleteKey: [.notFound, .preconditionFailed], .join: [.refused, .conflict, .exhausted],
        .joinAgain: [.refused, .conflict], .leave: [.gone, .forbidden, .unauthenticated],
        .removeNode: [.notFound, .preconditionFailed, .forbidden],
        .updateNode: [.notFound, .conflict, .preconditionFailed, .invalidValue],
        .editNode: [.forbidden, .unauthenticated],
        .expireNodes: [.notFound, .forbidden], .ask: [.refused], .approve: [.notFound, .preconditionFailed],
        .deny: [.notFound, .conflict],
        .changeRanges: [.notFound, .preconditionFailed, .exhausted, .conflict],
        .refreshKeys: [.notFound, .preconditionFailed], .adoptKeys: [.notFound],
        .reportNode: [.gone, .forbidden, .unauthenticated],
        .changeRoles: [.notFound, .conflict, .preconditionFailed, .forbidden],
        .createClient: [.conflict, .invalidValue, .notFound, .forbidden],
        .updateClient: [.notFound, .conflict, .invalidValue, .preconditionFailed],
        .deleteClient: [.notFound, .preconditionFailed], .handOut: [.notFound, .conflict, .preconditionFailed],
        .expireClients: [.notFound, .forbidden], .reapNode: [.conflict, .notFound, .forbidden],
        .createName: [.conflict, .invalidValue, .notFound], .updateName: [.notFound, .preconditionFailed],
        .deleteName: [.notFound, .preconditionFailed],
        .createUser: [.conflict, .invalidValue, .forbidden], .deleteUser: [.notFound, .conflict, .forbidden],
        .updateUser: [.notFound, .conflict, .invalidValue, .preconditionFailed, .forbidden],
        .createToken: [.conflict, .invalidValue, .forbidden, .unauthenticated],
        .revokeToken: [.notFound, .forbidden],
    ]

    /// For people.
    var table: String {
        var lines = [
            "\(histories) histories of \(operations) operations, \(changes) of them changes; "
                + "\(deltas) deltas applied, \(mapsCompared) maps compared"
        ]
        for verb in Order.Verb.allCases {
            let outcomes = orders[verb, default: [:]].sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let text = outcomes.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            lines.append("    \(verb.rawValue): \(text)")
        }
        for edge in Edge.allCases { lines.append("    \(edges[edge, default: 0])  \(edge.rawValue)") }
        return lines.joined(separator: "\n")
    }
}
