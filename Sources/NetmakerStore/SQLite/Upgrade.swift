internal import DurableFiles
internal import GRDB

/// Brings a database of an earlier release to the schema of this one. All is done on a copy, which takes the place of
/// the old file when it is whole: whatever fails, and whenever the process dies, the old one is there as it was.
struct Upgrade {
    /// The file with the old schema.
    let path: String
    var steps = Schema.steps
    /// Called when all steps are made and nothing is committed: for tests, which look at what a kill would leave.
    var beforeCommit: () throws -> Void = {}

    private var copy: String { path + ".upgraded" }

    /// - Throws: `StoreError`: `.corrupt` when what comes out is not whole, `.full` when there is no room for the copy.
    ///   Not a byte of the database and its log has changed then.
    func run() throws(StoreError) {
        do {
            try removeCopy()
            try Examination.look(at: path) { try $0.vacuum(into: copy) }
            try PrivateFile.protect(copy)
            try migrate()
            try emptyLog()
            // With the log empty, the old file and the new one are each all there is.
            try AtomicFile.rename(copy, to: path)
        } catch {
            // It is in nobody's way: the next try removes it first.
            try? removeCopy()
            throw StoreError(sqlite: error, in: path)
        }
    }

    private func migrate() throws {
        let database = try DatabaseQueue(path: copy, configuration: .summing)
        defer { try? database.close() }
        try database.write { db in
            try Schema.migrate(db, through: steps)
            if let table = try RowSum.firstDamagedTable(in: db) {
                throw Damage(what: "a row of the table \(table) is not as it was written")
            }
            _ = try db.truth()
            try beforeCommit()
        }
        try database.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
    }

    /// Puts what the log holds into the old file, which says the same afterwards.
    private func emptyLog() throws {
        let database = try DatabaseQueue(path: path, configuration: .summing)
        defer { try? database.close() }
        try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    private func removeCopy() throws {
        for suffix in ["", "-journal", "-wal", "-shm"] { try AtomicFile.remove(copy + suffix) }
    }
}
