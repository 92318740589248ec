internal import Foundation
internal import GRDB
internal import NetmakerCore

/// Objects out of their rows. What does not decode is an error, never skipped, and so is a row that is missing.
extension Database {
    func objects<Object: Decodable>(
        _ type: Object.Type, sql: String, arguments: StatementArguments = []
    ) throws -> [Object] {
        let decoder = JSONDecoder()
        let bodies = try Data.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var objects: [Object] = []
        while let body = try bodies.next() { objects.append(try decoder.decode(type, from: body)) }
        return objects
    }

    func directory() throws -> Directory {
        guard let row = try rowAsWritten(.directory, where: "TRUE") else {
            throw Damage(what: "the row of the directory is lost")
        }
        let server: Data? = row["server"]
        var contents: Int64 = 0
        let directory = Directory(
            revision: Revision(UInt64(row["revision"] as Int64)),
            server: try server.map { try JSONDecoder().decode(ServerIdentity.self, from: $0) },
            users: try ObjectTable.user.objects(User.self, of: self, adding: &contents),
            loginSessions: try ObjectTable.loginSession.objects(LoginSession.self, of: self, adding: &contents),
            apiTokens: try ObjectTable.apiToken.objects(APIToken.self, of: self, adding: &contents))
        try require(row["contents"], contents, of: "the directory")
        return directory
    }

    /// The names of all networks, in order.
    func networkNames() throws -> [NetworkName] {
        if let orphan = try String.fetchOne(
            self, sql: "SELECT network FROM node WHERE network NOT IN (SELECT name FROM network) LIMIT 1")
        {
            throw Damage(what: "network \(orphan) is lost, and its nodes are there")
        }
        return try String.fetchAll(self, sql: "SELECT name FROM network ORDER BY name").map(NetworkName.init(parsing:))
    }

    func networkState(of name: NetworkName) throws -> NetworkState? {
        guard let row = try rowAsWritten(.network, where: "name = ?", [name.description]) else { return nil }
        var contents: Int64 = 0
        let nodes = try ObjectTable.node.objects(Node.self, in: name, of: self, adding: &contents)
        let accessKeys = try ObjectTable.accessKey.objects(AccessKey.self, in: name, of: self, adding: &contents)
        let dnsRecords = try ObjectTable.dnsRecord.objects(DNSRecord.self, in: name, of: self, adding: &contents)
        let clients = try ObjectTable.externalClient.objects(ExternalClient.self, in: name, of: self, adding: &contents)
        // Before anything is computed from them: a part that contradicts nothing looks like the whole.
        try require(row["contents"], contents, of: "network \(name)")
        return try NetworkState(
            try JSONDecoder().decode(Network.self, from: row["body"] as Data),
            revision: Revision(UInt64(row["revision"] as Int64)), nodes: nodes, accessKeys: accessKeys,
            dnsRecords: dnsRecords,
            // A network made anew under an old name hands out the addresses of its former life.
            removedNodes: try objects(
                RemovedNode.self,
                sql: "SELECT body FROM removed_node WHERE network = ? AND epoch = ? ORDER BY removed_at, id",
                arguments: [name.description, row["epoch"] as String]),
            clients: clients,
            removedClients: try objects(
                RemovedClient.self,
                sql: "SELECT body FROM removed_client WHERE network = ? AND epoch = ? ORDER BY sequence",
                arguments: [name.description, row["epoch"] as String]))
    }

    /// The row of an aggregate; nil when there is none.
    private func rowAsWritten(
        _ table: StoredTable, where condition: String, _ arguments: StatementArguments = []
    ) throws -> Row? {
        let sql = "SELECT \(table.columnList), sum FROM \(table.rawValue) WHERE \(condition)"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: arguments) else { return nil }
        guard RowSum.sum(of: row.databaseValues.dropLast()) == row["sum"] else {
            throw Damage(what: "a row of the table \(table.rawValue) is not as it was written")
        }
        return row
    }

    private func require(_ written: Int64, _ found: Int64, of what: String) throws {
        guard written == found else {
            throw Damage(what: "rows of \(what) are missing, or are not as they were written")
        }
    }

    /// Where the aggregate stands; zero for one that is not there (any more).
    func revision(of aggregate: AggregateID) throws -> Revision {
        let revision =
            switch aggregate {
            case .directory:
                try Int64.fetchOne(cachedStatement(sql: "SELECT revision FROM directory"))
            case .network(let name, let epoch):
                try Int64.fetchOne(
                    cachedStatement(sql: "SELECT revision FROM network WHERE name = ? AND epoch = ?"),
                    arguments: [name.description, epoch.description])
            }
        return Revision(UInt64(revision ?? 0))
    }

    /// - Throws: `StoreError.Code.conflict` when an aggregate stands elsewhere than its writer thinks.
    func require(_ expected: [AggregateID: Revision]) throws {
        for (aggregate, expected) in expected {
            let actual = try revision(of: aggregate)
            guard actual == expected else { throw StoreError.conflict(aggregate, at: actual, expected: expected) }
        }
    }

    func changes(of aggregate: AggregateID, after revision: Revision) throws -> [ChangeEntry]? {
        let current = try self.revision(of: aggregate)
        guard current > .zero, revision <= current else { return nil }
        let decoder = JSONDecoder()
        let rows = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT revision, time, actor, mutations FROM change_log
                    WHERE aggregate = ? AND revision > ? ORDER BY revision
                    """),
            arguments: [aggregate.description, Int64(revision.rawValue)])
        var entries: [ChangeEntry] = []
        while let row = try rows.next() {
            entries.append(
                ChangeEntry(
                    aggregate: aggregate, revision: Revision(UInt64(row["revision"] as Int64)),
                    time: Timestamp(millisecondsSince1970: row["time"]), actor: row["actor"],
                    mutations: try decoder.decode([Mutation].self, from: row["mutations"] as Data)))
        }
        // Old rows go first, so the log reaches back far enough when it has as many as it should.
        return UInt64(entries.count) == current.rawValue - revision.rawValue ? entries : nil
    }
}
