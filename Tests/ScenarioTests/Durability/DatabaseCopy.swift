import FoundationEssentials
import GRDB

/// What a dead server left of its database, copied so that looking at it changes nothing.
struct DatabaseCopy {
    private let folder: ScratchFolder

    init(of database: String) throws {
        folder = try ScratchFolder.make("nm-left")
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: database + suffix) {
            try FileManager.default.copyItem(
                atPath: database + suffix, toPath: folder.path + "/left.sqlite" + suffix)
        }
    }

    /// - Throws: `Broken` with what SQLite finds wrong.
    func check() async throws {
        defer { folder.remove() }
        let database = try DatabaseQueue(path: folder.path + "/left.sqlite")
        let complaints = try await database.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        guard complaints == ["ok"] else { throw Broken("the database is damaged: \(complaints)") }
    }
}
