internal import FoundationEssentials
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// The change log as people read it. Reads the rows that it shows, and of others what tells that they are not wanted.
struct ChangeHistory: Sendable {
    let controlPlane: ControlPlane

    /// A page of what was changed, the newest first.
    ///
    /// - Throws: `ControlError.Code.unavailable` when the log cannot be read.
    func changes(
        in scope: LogQuery.Scope, _ filter: ChangeFilter
    ) async throws(ControlError) -> Listing<ChangeResource> {
        let isAboutOne = filter.kind != nil || filter.name != nil
        let page = try await controlPlane.log(
            LogQuery(
                scope, position: filter.after?.number, actor: filter.actor?.description, since: filter.since,
                until: filter.until, texts: filter.texts, limit: filter.limit,
                // What is asked for may be the last of many.
                stepLimit: isAboutOne ? nil : ChangeResource.largestObjectCount))
        let truth = controlPlane.truth
        let changes = page.rows.compactMap { row -> ChangeResource? in
            let objects = ObjectDifference(of: row).objects(untouched: .told).filter(filter.isAbout)
            guard !objects.isEmpty || !isAboutOne else { return nil }
            return ChangeResource(row, objects.prefix(ChangeResource.largestObjectCount), in: truth)
        }
        return Listing(changes, next: page.next.map { Cursor(ChangePlace($0)).description })
    }

    /// How many rows of a log are read at once for a difference.
    private static let portion = 256
    /// The most steps of changes that a difference is made of.
    private static let largestStepCount = 100_000

    /// What a network was at one revision, and is at another; backwards where the first is the later one.
    ///
    /// - Parameters:
    ///   - from: nil for the one before the other.
    ///   - to: nil for the current one.
    /// - Throws: `ControlError.Code.conflict` for a revision to come, or for too many of them, `.gone` when the log
    ///   does not reach back that far, `.unavailable` when it cannot be read.
    func difference(
        of state: NetworkState, from: Revision?, to: Revision?
    ) async throws(ControlError) -> DifferenceResource {
        let to = to ?? state.revision
        let from = from ?? Revision(max(to.rawValue, 1) - 1)
        let (earlier, later) = (min(from, to), max(from, to))
        try require(later, in: state, since: earlier, field: later == to ? "to" : "from")
        var difference = ObjectDifference(in: state.network.name)
        var (reached, steps) = (earlier, 0)
        while reached < later {
            let rows = try await controlPlane.log(
                LogQuery(
                    .aggregate(state.network.aggregate), .oldestFirst, position: reached.rawValue,
                    limit: min(Self.portion, Int(later.rawValue - reached.rawValue)))
            ).rows
            guard !rows.isEmpty else { throw Self.forgotten(earlier, of: state.network.name) }
            for row in rows {
                guard row.entry.revision == reached.next else { throw Self.forgotten(earlier, of: state.network.name) }
                difference.add(row)
                (reached, steps) = (row.entry.revision, steps + row.stepCount)
            }
            guard steps <= Self.largestStepCount else { throw Self.tooMuch(between: earlier, later) }
        }
        let objects = difference.objects().sorted { $0.order < $1.order }
        return DifferenceResource(
            network: state.network.name, epoch: state.network.epoch, from: from, to: to,
            objects: from <= to ? objects : objects.map(\.backwards))
    }

    private func require(
        _ later: Revision, in state: NetworkState, since earlier: Revision, field: String
    ) throws(ControlError) {
        guard later <= state.revision else {
            throw ControlError(
                .conflict, field: field,
                message: "network \(state.network.name) is at revision \(state.revision), not at \(later)",
                remedy: "give revisions that its history shows")
        }
        guard later.rawValue - earlier.rawValue <= DifferenceResource.longestReach else {
            throw Self.tooMuch(between: earlier, later)
        }
    }

    private static func tooMuch(between earlier: Revision, _ later: Revision) -> ControlError {
        ControlError(
            .conflict, message: "too much lies between the revisions \(earlier) and \(later)",
            remedy: "give revisions that are nearer, at most \(DifferenceResource.longestReach) apart")
    }

    private static func forgotten(_ revision: Revision, of network: NetworkName) -> ControlError {
        ControlError(
            .gone, message: "the history of network \(network) does not reach back to revision \(revision)",
            remedy: "give a revision that nmctl network history shows, or have the server keep more with --history-days"
        )
    }
}

extension ChangeFilter {
    /// What a row of the log must hold to be worth a look.
    fileprivate var texts: [[String]] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A text is always JSON.
        let quoted = name.flatMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
        return [kind?.steps, quoted.map { [$0] }].compactMap(\.self)
    }

    fileprivate func isAbout(_ object: ObjectChange) -> Bool {
        if let kind, object.kind != kind { return false }
        return name.map { $0 == object.name || $0 == object.id } ?? true
    }
}

extension ObjectKind {
    /// The steps about one, as a row of the log names them.
    fileprivate var steps: [String] {
        let noun =
            switch self {
            case .network: "Network"
            case .node: "Node"
            case .accessKey: "AccessKey"
            case .dnsRecord: "DNSRecord"
            case .client: "Client"
            case .user: "User"
            case .session: "LoginSession"
            case .apiToken: "APIToken"
            case .server: "Server"
            }
        return ["\"put\(noun)\"", "\"remove\(noun)\""]
    }

    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

extension ObjectChange {
    fileprivate var order: (Int, String, String) { (kind.order, name ?? "", id ?? "") }

    /// What it takes to come back.
    fileprivate var backwards: ObjectChange {
        let deed: Deed =
            switch deed {
            case .added: .removed
            case .removed: .added
            case .changed, .recorded: deed
            }
        return ObjectChange(
            kind, deed, id: id, name: name,
            fields: fields.map { FieldChange(field: $0.field, before: $0.after, after: $0.before) })
    }
}

extension ChangeResource {
    fileprivate init(_ row: ChangeRecord, _ objects: some Sequence<ObjectChange>, in truth: Truth) {
        let entry = row.entry
        self.init(
            network: entry.aggregate.network, epoch: entry.aggregate.epoch, revision: entry.revision, time: entry.time,
            actor: entry.actor, actorName: truth.name(ofActor: entry.actor), objects: Array(objects),
            stepCount: row.stepCount)
    }
}

extension Truth {
    /// What a node is called, or an API token, that did something; nil for others, and for what nobody remembers.
    func name(ofActor actor: String) -> String? {
        if actor.hasPrefix("node:") {
            guard let id = try? NodeID(parsing: String(actor.dropFirst(5))) else { return nil }
            return (node(id)?.name ?? removedNodes[id]?.name)?.description
        }
        guard let slash = actor.firstRange(of: "/token:"),
            let id = try? APITokenID(parsing: String(actor[slash.upperBound...]))
        else { return nil }
        return directory.apiTokens[id]?.name.description
    }
}
