internal import DurableFiles
internal import GRDB
internal import Glibc

/// A database that is not there yet: made beside where it belongs and moved there whole, so that no crash leaves a part
/// of one that the next start would take for damage, or for another program's file.
enum NewDatabase {
    /// Does nothing when the file is there.
    static func create(at path: String) throws {
        guard !AtomicFile.exists(path) else { return }
        let new = path + ".new"
        // What a crash left.
        for suffix in ["", "-journal", "-wal", "-shm"] { try AtomicFile.remove(new + suffix) }
        try PrivateFile.create(at: new)
        let database = try DatabaseQueue(path: new, configuration: .summing)
        try database.write { db in
            try db.execute(sql: "PRAGMA application_id = \(DatabaseHeader.applicationID)")
            try Schema.migrate(db)
        }
        // Closed, the file is complete without a log, and says that it is to be opened with one.
        try database.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
        try database.close()
        try AtomicFile.rename(new, to: path)
    }
}
