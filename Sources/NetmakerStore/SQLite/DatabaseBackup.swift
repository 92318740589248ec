internal import DurableFiles
internal import GRDB
internal import NetmakerCore

/// Whole databases that go into a backup, and come out of one.
public enum DatabaseBackup {
    /// What a database holds, to tell people.
    public struct Contents: Hashable, Sendable {
        public let networks: Int
        public let nodes: Int
        public let users: Int
    }

    /// How long a server may hold the database, in seconds, until a copy of it gives up.
    private static let patience = 10.0

    /// Copies a database as it is at one moment, also while a server writes to it, without its login sessions: neither
    /// these nor what else was deleted is in any byte of the copy. The database and its log stay as they are.
    ///
    /// - Parameter copy: a file that is not there; its owner's alone afterwards. After an error the caller removes it.
    /// - Throws: `StoreError`: `.foreign`, `.newer` or `.corrupt` for what is no database of ours, `.full` when there
    ///   is no room for the copy.
    public static func copy(_ path: String, to copy: String) throws(StoreError) -> Contents {
        guard AtomicFile.exists(path) else {
            throw StoreError(
                .unavailable, message: "there is no database \(path)", remedy: "check which data directory is meant")
        }
        try DatabaseHeader.check(fileAt: path)
        do {
            // Written by SQLite, which keeps the mode of a file that is there.
            try PrivateFile.create(at: copy)
            var reading = Configuration.summing
            reading.readonly = true
            reading.busyMode = .timeout(patience)
            let source = try DatabaseQueue(path: path, configuration: reading)
            defer { try? source.close() }
            // Row by row into new pages: nothing comes along that was deleted.
            try source.vacuum(into: copy)
            let target = try DatabaseQueue(path: copy, configuration: .summing)
            defer { try? target.close() }
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
            return try target.write { db in
                try db.removeLoginSessions()
                return try db.backedUpContents()
            }
        } catch {
            throw StoreError(sqlite: error, in: path)
        }
    }

    /// Makes a copy a database that a server can open: brings it to the schema of this release, looks at all of it, and
    /// begins another life of every network, so that no agent takes what it knows for what there is.
    ///
    /// - Parameter path: a copy that nobody else has open. After an error it is for the caller to remove.
    /// - Throws: `StoreError`: `.foreign`, `.newer` or `.corrupt` for what is no database of ours.
    public static func revive(
        _ path: String, using generator: inout some RandomNumberGenerator
    ) throws(StoreError) -> Contents {
        try DatabaseHeader.check(fileAt: path)
        try Examination.examine(path)
        do {
            try PrivateFile.protect(path)
            let database = try DatabaseQueue(path: path, configuration: .summing)
            defer { try? database.close() }
            let contents = try database.write { db in
                try Schema.migrate(db)
                if let table = try RowSum.firstDamagedTable(in: db) {
                    throw Damage(what: "a row of the table \(table) is not as it was written")
                }
                try db.renewEpochs(using: &generator)
                _ = try db.truth()
                return try db.backedUpContents()
            }
            try database.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
            return contents
        } catch {
            throw StoreError(sqlite: error, in: path)
        }
    }
}
