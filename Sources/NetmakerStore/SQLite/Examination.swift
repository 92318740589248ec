internal import DurableFiles
internal import GRDB
internal import Glibc
internal import NetmakerCore

/// A look at everything in a database before it is opened, which leaves every byte of it and of its log as it is: what
/// is refused can still be repaired, or opened by the release that wrote it.
///
/// SQLite writes when it opens a database whose process died, and when it closes it: the log goes into the file.
/// Therefore it is given other names for the same two files, in a folder of their own, and may only read. Where a file
/// can have no second name it is given copies: nothing is ever opened unseen.
struct Examination {
    private let path: String
    private var folder: String { path + ".examined" }
    private var twin: String { folder + "/database" }

    /// - Returns: the schema it has.
    /// - Throws: `StoreError.Code.newer` for a schema this release does not know, `.foreign` for one that is not ours,
    ///   `.corrupt` when a page is damaged, an object does not decode, or the whole contradicts itself.
    ///   `.full` when it must be copied and there is no room.
    @discardableResult
    static func examine(_ path: String, link: FileTwin.Link? = nil) throws(StoreError) -> Int32 {
        try look(at: path, link: link) { try Self.read($0, path) }
    }

    /// Has somebody read all that is there, its log included, by other names.
    static func look<Value>(
        at path: String, link: FileTwin.Link? = nil, _ body: (DatabaseQueue) throws -> Value
    ) throws(StoreError) -> Value {
        let examination = Examination(path: path)
        do {
            try examination.removeTwins()
            defer { try? examination.removeTwins() }
            try examination.makeTwins(link)
            return try examination.open(body)
        } catch {
            throw StoreError(sqlite: error, in: path)
        }
    }

    private func open<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        var configuration = Configuration.summing
        configuration.readonly = true
        let database = try DatabaseQueue(path: twin, configuration: configuration)
        defer { try? database.close() }
        return try body(database)
    }

    private static func read(_ database: DatabaseQueue, _ path: String) throws -> Int32 {
        try database.read { db in
            let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try DatabaseHeader.require(version: version, path: path)
            if let complaint = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)"), complaint != "ok" {
                throw StoreError(damage: complaint, in: path)
            }
            // What an earlier release wrote is read once it is brought to this schema.
            guard version == Schema.version else { return version }
            if let table = try RowSum.firstDamagedTable(in: db) {
                throw StoreError(damage: "a row of the table \(table) is not as it was written", in: path)
            }
            _ = try db.truth()
            return version
        }
    }

    private func makeTwins(_ link: FileTwin.Link?) throws {
        try Folder.create(folder, mode: 0o700)
        for suffix in ["", "-wal"] where AtomicFile.exists(path + suffix) {
            try FileTwin.make(of: path + suffix, at: twin + suffix, link: link)
        }
    }

    private func removeTwins() throws {
        guard AtomicFile.exists(folder) else { return }
        for name in try Folder.contents(folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}

extension Database {
    /// Everything it holds.
    func truth() throws -> Truth {
        try Truth(
            directory: try directory(), networks: try networkNames().compactMap { try networkState(of: $0) },
            removedNodes: try objects(RemovedNode.self, sql: "SELECT body FROM removed_node ORDER BY id"))
    }
}
