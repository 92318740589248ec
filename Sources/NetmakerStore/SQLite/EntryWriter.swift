internal import Foundation
internal import GRDB
internal import NetmakerCore

/// Writes rows of the change log, and what they change, in the transaction it was made in.
struct EntryWriter {
    private let db: Database
    private let encoder = JSONEncoder()
    /// What the entry adds to its aggregate's `contents`.
    private var added: Int64 = 0
    /// The entry's steps so far, as JSON, and what each replaced.
    private var steps: [(text: String, former: String)] = []

    init(_ db: Database) {
        self.db = db
        // In order, so that what has not changed is the same text.
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    }

    mutating func write(_ entry: ChangeEntry) throws {
        let actual = try db.revision(of: entry.aggregate)
        guard entry.revision == actual.next else {
            throw StoreError.conflict(entry.aggregate, at: entry.revision, expected: actual.next)
        }
        (added, steps) = (0, [])
        for mutation in entry.mutations { try write(mutation, of: entry.aggregate) }
        try advance(entry.aggregate, by: entry)
        try insert(
            into: .changeLog,
            [
                "aggregate": entry.aggregate.description, "revision": Int64(entry.revision.rawValue),
                "time": entry.time.millisecondsSince1970, "actor": entry.actor,
                "mutations": "[\(steps.map(\.text).joined(separator: ","))]",
                "replaced": "[\(steps.map(\.former).joined(separator: ","))]",
            ])
    }

    /// After the mutations, so that a new network has its row; a deleted one has none any more. What they changed in
    /// the row is summed here.
    private func advance(_ aggregate: AggregateID, by entry: ChangeEntry) throws {
        let revision = Int64(entry.revision.rawValue)
        switch aggregate {
        case .directory:
            let contents = try Int64.fetchOne(db.cachedStatement(sql: "SELECT contents FROM directory")) ?? 0
            let sum = StoredTable.directory.sum(setting: ["revision": "?1", "contents": "?2"])
            try execute(
                "UPDATE directory SET revision = ?1, contents = ?2, sum = \(sum)", [revision, contents &+ added])
        case .network(let name, let epoch):
            let statement = try db.cachedStatement(sql: "SELECT contents FROM network WHERE name = ? AND epoch = ?")
            let contents = try Int64.fetchOne(statement, arguments: [name.description, epoch.description]) ?? 0
            let sum = StoredTable.network.sum(setting: ["revision": "?1", "contents": "?2"])
            try execute(
                "UPDATE network SET revision = ?1, contents = ?2, sum = \(sum) WHERE name = ?3 AND epoch = ?4",
                [revision, contents &+ added, name.description, epoch.description])
            guard db.changesCount == 1 || entry.mutations.contains(.removeNetwork) else {
                throw StoreError.conflict(aggregate, at: .zero, expected: entry.revision)
            }
        }
    }

    private mutating func write(_ mutation: Mutation, of aggregate: AggregateID) throws {
        switch (mutation, aggregate) {
        case (_, .directory): try writeToDirectory(mutation)
        case (_, .network(let name, let epoch)): try write(mutation, to: name, epoch)
        }
    }

    private mutating func writeToDirectory(_ mutation: Mutation) throws {
        switch mutation {
        case .putServer(let identity):
            let former = try String.fetchOne(db.cachedStatement(sql: "SELECT server FROM directory"))
            let body = try json(identity)
            try note("putServer", from: former, to: body, by: mutation)
            try execute("UPDATE directory SET server = ?", [body])
        case .putUser(let user):
            try put(.user, user.name.description, "putUser", user)
        case .removeUser(let name): try remove(.user, name.description, "putUser", mutation)
        case .putLoginSession(let session):
            try put(
                .loginSession, session.id.description, "putLoginSession", session,
                ["user": session.user.description, "expires_at": session.expiresAt.millisecondsSince1970])
        case .removeLoginSession(let id): try remove(.loginSession, id.description, "putLoginSession", mutation)
        case .putAPIToken(let token):
            try put(.apiToken, token.id.description, "putAPIToken", token, ["user": token.user.description])
        case .removeAPIToken(let id): try remove(.apiToken, id.description, "putAPIToken", mutation)
        case .putNetwork, .removeNetwork, .putNode, .removeNode, .putAccessKey, .removeAccessKey, .putDNSRecord,
            .removeDNSRecord, .putClient, .removeClient:
            steps.append((try json(mutation), FormerText.nothing))
        }
    }

    private mutating func write(_ mutation: Mutation, to network: NetworkName, _ epoch: Epoch) throws {
        let name = network.description
        switch mutation {
        case .putNetwork(let network):
            let text = try json(network)
            try note("putNetwork", from: body(of: name, epoch), to: text, by: mutation)
            try execute(
                """
                INSERT INTO network (name, epoch, revision, body, contents, sum) VALUES (?, ?, 0, ?, 0, 0)
                ON CONFLICT (name) DO UPDATE SET body = excluded.body WHERE epoch = excluded.epoch
                """, [name, epoch.description, text])
        case .removeNetwork:
            try note("putNetwork", from: body(of: name, epoch), to: nil, by: mutation)
            for table in ["node", "access_key", "dns_record", "external_client"] {
                try execute("DELETE FROM \(table) WHERE network = ?", [name])
            }
            try execute("DELETE FROM network WHERE name = ?", [name])
        case .putNode(let node):
            try put(.node, node.id.description, "putNode", node, ["network": name])
        case .removeNode(let removed):
            try remove(.node, removed.id.description, "putNode", mutation)
            try insert(
                into: .removedNode,
                [
                    "id": removed.id.description, "network": name, "epoch": epoch.description,
                    "removed_at": removed.removedAt.millisecondsSince1970, "body": try json(removed),
                ])
        case .putAccessKey(let key):
            try put(.accessKey, key.id.description, "putAccessKey", key, ["network": name])
        case .removeAccessKey(let id): try remove(.accessKey, id.description, "putAccessKey", mutation)
        case .putDNSRecord(let record):
            try put(.dnsRecord, "\(name)/\(record.name)", "putDNSRecord", record, ["network": name])
        case .removeDNSRecord(let record): try remove(.dnsRecord, "\(name)/\(record)", "putDNSRecord", mutation)
        case .putClient(let client):
            try put(.externalClient, client.id.description, "putClient", client, ["network": name])
        case .removeClient(let removed):
            try remove(.externalClient, removed.id.description, "putClient", mutation)
            // One that is moved and comes back is removed more than once.
            try insert(
                into: .removedClient,
                [
                    "id": removed.id.description, "network": name, "epoch": epoch.description,
                    "removed_at": removed.removedAt.millisecondsSince1970, "body": try json(removed),
                ])
        case .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession, .putAPIToken, .removeAPIToken:
            steps.append((try json(mutation), FormerText.nothing))
        }
    }

    /// A network as its row has it; nil when there is none.
    private func body(of network: String, _ epoch: Epoch) throws -> String? {
        let statement = try db.cachedStatement(sql: "SELECT body FROM network WHERE name = ? AND epoch = ?")
        return try String.fetchOne(statement, arguments: [network, epoch.description])
    }

    /// What the columns of a row hold.
    private typealias Values = [String: any DatabaseValueConvertible]

    /// Keeps a step for the log.
    ///
    /// - Parameters:
    ///   - put: the name of the step that puts such an object.
    ///   - former: as it was; nil when there was none.
    ///   - new: as it is; nil when it goes.
    private mutating func note(
        _ put: String, from former: String?, to new: String?, by mutation: Mutation
    ) throws {
        let text = try new.map { "{\"\(put)\":\($0)}" } ?? json(mutation)
        steps.append((text, try FormerText.text(put, of: former, before: new)))
    }

    /// Writes an object's row, and counts it in place of the one it replaces.
    ///
    /// - Parameters:
    ///   - step: the name of the step.
    ///   - others: what the row holds besides the id and the object.
    private mutating func put(
        _ table: ObjectTable, _ id: String, _ step: String, _ object: some Encodable, _ others: Values = [:]
    ) throws {
        let (former, body) = (try table.row(of: id, in: db), try json(object))
        steps.append(("{\"\(step)\":\(body)}", try FormerText.text(step, of: former?.body, before: body)))
        added &-= former?.sum ?? 0
        added &+= try insert(into: table.table, others.merging([table.key: id, "body": body]) { $1 })
    }

    /// Takes an object's row away, and counts it out.
    ///
    /// - Parameter put: the name of the step that would put it back.
    private mutating func remove(
        _ table: ObjectTable, _ id: String, _ put: String, _ mutation: Mutation
    ) throws {
        let former = try table.row(of: id, in: db)
        try note(put, from: former?.body, to: nil, by: mutation)
        added &-= former?.sum ?? 0
        try execute("DELETE FROM \(table.table.rawValue) WHERE \(table.key) = ?", [id])
    }

    /// Makes a row, or writes it anew, with its sum.
    ///
    /// - Returns: the sum.
    @discardableResult
    private func insert(into table: StoredTable, _ values: Values) throws -> Int64 {
        let row = table.columns.compactMap { values[$0] }
        precondition(row.count == table.columns.count && row.count == values.count, "a row of \(table) has its columns")
        let sum = RowSum.sum(of: row.map(\.databaseValue))
        let places = Array(repeating: "?", count: row.count + 1).joined(separator: ", ")
        try execute(
            "INSERT OR REPLACE INTO \(table.rawValue) (\(table.columnList), sum) VALUES (\(places))",
            StatementArguments(row + [sum]))
        return sum
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private func json(_ object: some Encodable) throws -> String {
        String(decoding: try encoder.encode(object), as: UTF8.self)
    }
}
