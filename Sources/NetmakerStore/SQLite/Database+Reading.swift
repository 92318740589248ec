internal import Foundation
internal import GRDB
internal import NetmakerCore

/// Objects out of their rows. What does not decode is an error, never skipped.
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
        guard let row = try Row.fetchOne(self, sql: "SELECT revision, server FROM directory") else {
            throw StoreError(
                .corrupt, message: "the database has lost the row of its directory",
                remedy: "restore the server from a backup")
        }
        let server: Data? = row["server"]
        return Directory(
            revision: Revision(UInt64(row["revision"] as Int64)),
            server: try server.map { try JSONDecoder().decode(ServerIdentity.self, from: $0) },
            users: try objects(User.self, sql: "SELECT body FROM user"),
            loginSessions: try objects(LoginSession.self, sql: "SELECT body FROM login_session"))
    }

    func networkState(of name: NetworkName) throws -> NetworkState? {
        let arguments: StatementArguments = [name.description]
        guard
            let row = try Row.fetchOne(
                self, sql: "SELECT revision, epoch, body FROM network WHERE name = ?", arguments: arguments)
        else { return nil }
        return try NetworkState(
            try JSONDecoder().decode(Network.self, from: row["body"] as Data),
            revision: Revision(UInt64(row["revision"] as Int64)),
            nodes: try objects(
                Node.self, sql: "SELECT body FROM node WHERE network = ? ORDER BY id", arguments: arguments),
            accessKeys: try objects(
                AccessKey.self, sql: "SELECT body FROM access_key WHERE network = ? ORDER BY id",
                arguments: arguments),
            // A network made anew under an old name hands out the addresses of its former life.
            removedNodes: try objects(
                RemovedNode.self,
                sql: "SELECT body FROM removed_node WHERE network = ? AND epoch = ? ORDER BY removed_at, id",
                arguments: [name.description, row["epoch"] as String]))
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
