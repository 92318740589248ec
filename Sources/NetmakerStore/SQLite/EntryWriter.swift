internal import Foundation
internal import GRDB
internal import NetmakerCore

/// Writes rows of the change log, and what they change, in the transaction it was made in.
struct EntryWriter {
    private let db: Database
    private let encoder = JSONEncoder()

    init(_ db: Database) {
        self.db = db
        encoder.outputFormatting = .withoutEscapingSlashes
    }

    mutating func write(_ entry: ChangeEntry) throws {
        let actual = try db.revision(of: entry.aggregate)
        guard entry.revision == actual.next else {
            throw StoreError.conflict(entry.aggregate, at: entry.revision, expected: actual.next)
        }
        for mutation in entry.mutations { try write(mutation, of: entry.aggregate) }
        try advance(entry.aggregate, by: entry)
        try put(
            "change_log",
            [
                "aggregate": entry.aggregate.description, "revision": Int64(entry.revision.rawValue),
                "time": entry.time.millisecondsSince1970, "actor": entry.actor, "mutations": try json(entry.mutations),
            ])
    }

    /// After the mutations, so that a new network has its row; a deleted one has none any more. What they changed in the
    /// row is summed here.
    private func advance(_ aggregate: AggregateID, by entry: ChangeEntry) throws {
        let revision = Int64(entry.revision.rawValue)
        switch aggregate {
        case .directory:
            try execute("UPDATE directory SET revision = ?1, sum = row_sum(?1, server)", [revision])
        case .network(let name, let epoch):
            try execute(
                """
                UPDATE network SET revision = ?1, sum = row_sum(name, epoch, ?1, body) WHERE name = ?2 AND epoch = ?3
                """,
                [revision, name.description, epoch.description])
            guard db.changesCount == 1 || entry.mutations.contains(.removeNetwork) else {
                throw StoreError.conflict(aggregate, at: .zero, expected: entry.revision)
            }
        }
    }

    private func write(_ mutation: Mutation, of aggregate: AggregateID) throws {
        switch (mutation, aggregate) {
        case (_, .directory): try writeToDirectory(mutation)
        case (_, .network(let name, let epoch)): try write(mutation, to: name, epoch)
        }
    }

    private func writeToDirectory(_ mutation: Mutation) throws {
        switch mutation {
        case .putServer(let identity):
            try execute("UPDATE directory SET server = ?", [try json(identity)])
        case .putUser(let user):
            try put("user", ["name": user.name.description, "body": try json(user)])
        case .removeUser(let name):
            try execute("DELETE FROM user WHERE name = ?", [name.description])
        case .putLoginSession(let session):
            try put(
                "login_session",
                [
                    "id": session.id.description, "user": session.user.description,
                    "expires_at": session.expiresAt.millisecondsSince1970, "body": try json(session),
                ])
        case .removeLoginSession(let id):
            try execute("DELETE FROM login_session WHERE id = ?", [id.description])
        case .putNetwork, .removeNetwork, .putNode, .removeNode, .putAccessKey, .removeAccessKey:
            break
        }
    }

    private func write(_ mutation: Mutation, to network: NetworkName, _ epoch: Epoch) throws {
        let name = network.description
        switch mutation {
        case .putNetwork(let network):
            try execute(
                """
                INSERT INTO network (name, epoch, revision, body, sum) VALUES (?, ?, 0, ?, 0)
                ON CONFLICT (name) DO UPDATE SET body = excluded.body WHERE epoch = excluded.epoch
                """, [name, epoch.description, try json(network)])
        case .removeNetwork:
            for table in ["node", "access_key"] { try execute("DELETE FROM \(table) WHERE network = ?", [name]) }
            try execute("DELETE FROM network WHERE name = ?", [name])
        case .putNode(let node):
            try put("node", ["id": node.id.description, "network": name, "body": try json(node)])
        case .removeNode(let removed):
            try execute("DELETE FROM node WHERE id = ?", [removed.id.description])
            try put(
                "removed_node",
                [
                    "id": removed.id.description, "network": name, "epoch": epoch.description,
                    "removed_at": removed.removedAt.millisecondsSince1970, "body": try json(removed),
                ])
        case .putAccessKey(let key):
            try put("access_key", ["id": key.id.description, "network": name, "body": try json(key)])
        case .removeAccessKey(let id):
            try execute("DELETE FROM access_key WHERE id = ?", [id.description])
        case .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession:
            break
        }
    }

    /// Makes a row, or writes it anew, with its sum. The columns come in the order of `RowSum.columns`.
    private func put(_ table: String, _ row: KeyValuePairs<String, any DatabaseValueConvertible>) throws {
        let places = (1...row.count).map { "?\($0)" }.joined(separator: ", ")
        try execute(
            """
            INSERT OR REPLACE INTO \(table) (\(row.map(\.key).joined(separator: ", ")), sum)
            VALUES (\(places), row_sum(\(places)))
            """, StatementArguments(row.map(\.value)))
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private func json(_ object: some Encodable) throws -> String {
        String(decoding: try encoder.encode(object), as: UTF8.self)
    }
}
