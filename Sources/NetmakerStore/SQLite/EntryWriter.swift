internal import Foundation
internal import GRDB
internal import NetmakerCore

/// Writes rows of the change log, and what they change, in the transaction it was made in.
struct EntryWriter {
    private let db: Database
    private let encoder = JSONEncoder()
    /// What the entry adds to its aggregate's `contents`.
    private var added: Int64 = 0

    init(_ db: Database) {
        self.db = db
        encoder.outputFormatting = .withoutEscapingSlashes
    }

    mutating func write(_ entry: ChangeEntry) throws {
        let actual = try db.revision(of: entry.aggregate)
        guard entry.revision == actual.next else {
            throw StoreError.conflict(entry.aggregate, at: entry.revision, expected: actual.next)
        }
        added = 0
        for mutation in entry.mutations { try write(mutation, of: entry.aggregate) }
        try advance(entry.aggregate, by: entry)
        try insert(
            into: .changeLog,
            [
                "aggregate": entry.aggregate.description, "revision": Int64(entry.revision.rawValue),
                "time": entry.time.millisecondsSince1970, "actor": entry.actor, "mutations": try json(entry.mutations),
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
            try execute("UPDATE directory SET server = ?", [try json(identity)])
        case .putUser(let user):
            try put(.user, user.name.description, ["body": try json(user)])
        case .removeUser(let name): try remove(.user, name.description)
        case .putLoginSession(let session):
            try put(
                .loginSession, session.id.description,
                [
                    "user": session.user.description, "expires_at": session.expiresAt.millisecondsSince1970,
                    "body": try json(session),
                ])
        case .removeLoginSession(let id): try remove(.loginSession, id.description)
        case .putAPIToken(let token):
            try put(.apiToken, token.id.description, ["user": token.user.description, "body": try json(token)])
        case .removeAPIToken(let id): try remove(.apiToken, id.description)
        case .putNetwork, .removeNetwork, .putNode, .removeNode, .putAccessKey, .removeAccessKey, .putDNSRecord,
            .removeDNSRecord, .putClient, .removeClient:
            break
        }
    }

    private mutating func write(_ mutation: Mutation, to network: NetworkName, _ epoch: Epoch) throws {
        let name = network.description
        switch mutation {
        case .putNetwork(let network):
            try execute(
                """
                INSERT INTO network (name, epoch, revision, body, contents, sum) VALUES (?, ?, 0, ?, 0, 0)
                ON CONFLICT (name) DO UPDATE SET body = excluded.body WHERE epoch = excluded.epoch
                """, [name, epoch.description, try json(network)])
        case .removeNetwork:
            for table in ["node", "access_key", "dns_record", "external_client"] {
                try execute("DELETE FROM \(table) WHERE network = ?", [name])
            }
            try execute("DELETE FROM network WHERE name = ?", [name])
        case .putNode(let node):
            try put(.node, node.id.description, ["network": name, "body": try json(node)])
        case .removeNode(let removed):
            try remove(.node, removed.id.description)
            try insert(
                into: .removedNode,
                [
                    "id": removed.id.description, "network": name, "epoch": epoch.description,
                    "removed_at": removed.removedAt.millisecondsSince1970, "body": try json(removed),
                ])
        case .putAccessKey(let key):
            try put(.accessKey, key.id.description, ["network": name, "body": try json(key)])
        case .removeAccessKey(let id): try remove(.accessKey, id.description)
        case .putDNSRecord(let record):
            try put(.dnsRecord, "\(name)/\(record.name)", ["network": name, "body": try json(record)])
        case .removeDNSRecord(let record): try remove(.dnsRecord, "\(name)/\(record)")
        case .putClient(let client):
            try put(.externalClient, client.id.description, ["network": name, "body": try json(client)])
        case .removeClient(let removed):
            try remove(.externalClient, removed.id.description)
            // One that is moved and comes back is removed more than once.
            try insert(
                into: .removedClient,
                [
                    "id": removed.id.description, "network": name, "epoch": epoch.description,
                    "removed_at": removed.removedAt.millisecondsSince1970, "body": try json(removed),
                ])
        case .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession, .putAPIToken, .removeAPIToken:
            break
        }
    }

    /// What the columns of a row hold.
    private typealias Values = [String: any DatabaseValueConvertible]

    /// Writes an object's row, and counts it in place of the one it replaces.
    ///
    /// - Parameter others: what it holds besides the id.
    private mutating func put(_ table: ObjectTable, _ id: String, _ others: Values) throws {
        added &-= try table.sum(of: id, in: db)
        added &+= try insert(into: table.table, others.merging([table.key: id]) { $1 })
    }

    /// Takes an object's row away, and counts it out.
    private mutating func remove(_ table: ObjectTable, _ id: String) throws {
        added &-= try table.sum(of: id, in: db)
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
