internal import FoundationEssentials
internal import NetmakerCore
internal import NetmakerStore

extension Truth {
    /// What each step of an entry replaces, which is about to be applied.
    func former(_ entry: ChangeEntry) -> [ChangeRecord.Former] {
        // Steps before it in the same entry count.
        var now: [ChangedObject: Mutation?] = [:]
        return entry.mutations.map { step in
            let former = now[step.object] ?? put(step.object, of: entry.aggregate)
            now[step.object] = .some(step.isPut ? step : nil)
            return former.map(ChangeRecord.Former.object) ?? .nothing
        }
    }

    /// The step that puts an object as it is; nil when there is none.
    private func put(_ object: ChangedObject, of aggregate: AggregateID) -> Mutation? {
        guard case .network(let name, let epoch) = aggregate else {
            return switch object {
            case .server: directory.server.map { .putServer($0) }
            case .user(let name): directory.users[name].map { .putUser($0) }
            case .loginSession(let id): directory.loginSessions[id].map { .putLoginSession($0) }
            case .apiToken(let id): directory.apiTokens[id].map { .putAPIToken($0) }
            default: nil
            }
        }
        guard let state = networks[name], state.network.epoch == epoch else { return nil }
        return switch object {
        case .network: .putNetwork(state.network)
        case .node(let id): state.nodes[id].map { .putNode($0) }
        case .accessKey(let id): state.accessKeys[id].map { .putAccessKey($0) }
        case .dnsRecord(let name): state.dnsRecords[name].map { .putDNSRecord($0) }
        case .client(let id): state.clients[id].map { .putClient($0) }
        default: nil
        }
    }
}

extension LogQuery {
    /// What it asks for, of these rows, oldest first.
    func page(of log: [ChangeRecord]) -> LogPage {
        let inReach = (order == .newestFirst ? log.reversed() : log).filter(isInReach)
        var rows: [ChangeRecord] = []
        var last: UInt64?
        for (seen, record) in inReach.enumerated() {
            guard rows.count < limit, seen < Self.reach else { return LogPage(rows, next: last) }
            last = place(record)
            if isWanted(record) { rows.append(record.prefix(stepLimit)) }
        }
        return LogPage(rows, next: nil)
    }

    private func place(_ record: ChangeRecord) -> UInt64 {
        if case .aggregate = scope { record.entry.revision.rawValue } else { record.sequence }
    }

    private func isInReach(_ record: ChangeRecord) -> Bool {
        if case .aggregate(let aggregate) = scope, record.entry.aggregate != aggregate { return false }
        guard let position else { return true }
        return order == .newestFirst ? place(record) < position : place(record) > position
    }

    private func isWanted(_ record: ChangeRecord) -> Bool {
        if case .network(let name) = scope {
            guard case .network(name, _) = record.entry.aggregate else { return false }
        }
        if let since, record.entry.time < since { return false }
        if let until, record.entry.time >= until { return false }
        if let actor, record.entry.actor != actor, !record.entry.actor.hasPrefix(actor + "/") { return false }
        return texts.allSatisfy { group in record.holds(anyOf: group) }
    }
}

extension ChangeRecord {
    /// Whether its steps, or what they replaced, hold one of the texts where a database would find it.
    fileprivate func holds(anyOf texts: [String]) -> Bool {
        let former = former.map { former in
            if case .object(let mutation) = former { [mutation] } else { [Mutation]() }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let all = (entry.mutations + former.joined()).map { mutation in
            // What the store has taken can be written.
            (try? encoder.encode(mutation)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        return texts.contains { text in all.contains { $0.contains(text) } }
    }
}
