internal import DurableFiles
internal import Foundation
internal import GRDB
public import NetmakerCore
internal import Synchronization

/// Truth at rest in one SQLite file (https://www.sqlite.org), with its write-ahead log beside it.
///
/// Each commit is one transaction, flushed to disk before it returns (`synchronous=FULL`). Readers do not wait for the
/// writer. The file is readable by its owner only; one process at a time has it open.
public final class SQLiteStore: Store {
    let pool: DatabasePool
    let path: String
    /// Nil when the store is closed.
    private let lock: Mutex<FileLock?>
    let retention: LogRetention

    /// Opens the file; brings it to this release's schema, on a copy that takes its place (`Upgrade`); makes it, and
    /// the folder it lies in, when there is none. All of a file that is there is looked at first, by a second name for
    /// it; where the file system has none to give, by a copy, which goes again and needs room for as long.
    ///
    /// - Throws: `StoreError.Code.locked` when another process has it open, `.foreign` and `.newer` for a file that is
    ///   not ours to write, `.corrupt` for one that cannot be read whole; all three are left as they are, to the byte.
    ///   `.full` or `.unavailable` when it cannot be made, looked at or opened.
    public init(opening path: String, retention: LogRetention = LogRetention()) throws(StoreError) {
        self.retention = retention
        self.path = path
        do {
            try Folder.create(URL(fileURLWithPath: path).deletingLastPathComponent().path, mode: 0o700)
            lock = Mutex(try FileLock(path + ".lock"))
        } catch {
            throw StoreError(error, opening: path)
        }
        try DatabaseHeader.check(fileAt: path)
        if AtomicFile.exists(path), try Examination.examine(path) < Schema.version {
            try Upgrade(path: path).run()
        }
        do {
            try NewDatabase.create(at: path)
            pool = try Self.open(path)
        } catch {
            throw StoreError(sqlite: error, in: path)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        try PrivateFile.protect(path)
        var configuration = Configuration.summing
        configuration.maximumReaderCount = 2
        let pool = try DatabasePool(path: path, configuration: configuration)
        // After the pool, which sets NORMAL: a commit that returned must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Closes the file. Nothing may be asked of the store afterwards.
    public func close() throws(StoreError) {
        do { try pool.close() } catch { throw StoreError(sqlite: error, in: path) }
        lock.withLock { $0 = nil }
    }

    public func directory() async throws(StoreError) -> Directory {
        try await read { try $0.directory() }
    }

    public func networks() async throws(StoreError) -> [NetworkName] {
        try await read { try $0.networkNames() }
    }

    public func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState? {
        try await read { try $0.networkState(of: network) }
    }

    public func removedNodes() async throws(StoreError) -> [RemovedNode] {
        try await read { try $0.objects(RemovedNode.self, sql: "SELECT body FROM removed_node ORDER BY id") }
    }

    public func commit(
        _ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]
    ) async throws(StoreError) {
        guard let last = entries.last else { return }
        let retention = retention
        try await write { db in
            try db.require(expected)
            var writer = EntryWriter(db)
            for entry in entries { try writer.write(entry) }
            try db.prune(retention, after: entries.count, now: last.time)
        }
    }

    public func changes(
        of aggregate: AggregateID, after revision: Revision
    ) async throws(StoreError) -> [ChangeEntry]? {
        try await read { try $0.changes(of: aggregate, after: revision) }
    }

    public func log(_ query: LogQuery) async throws(StoreError) -> LogPage {
        try await read { try $0.log(query) }
    }

    private func write(_ body: @escaping @Sendable (Database) throws -> Void) async throws(StoreError) {
        do {
            try await performed { done in pool.asyncWrite(body) { done($1) } }.get()
        } catch {
            guard (error as? DatabaseError)?.resultCode == .SQLITE_IOERR else {
                throw StoreError(sqlite: error, in: path)
            }
            throw await afterEmptyingLog(StoreError(sqlite: error, in: path))
        }
    }

    /// What could not be flushed may stand in the log whole, and the next start would take it for committed. With the
    /// log emptied, what was refused stays refused.
    private func afterEmptyingLog(_ failure: StoreError) async -> StoreError {
        let emptied = await performed { done in
            pool.asyncWriteWithoutTransaction { db in done(Result { _ = try db.checkpoint(.truncate) }) }
        }
        guard case .failure(let error) = emptied else { return failure }
        return StoreError(
            failure.code, message: "\(failure.message); its log cannot be emptied either: \(error)",
            remedy: "\(failure.remedy); after a restart, look whether the change is there", cause: failure.cause)
    }

    /// By GRDB's callbacks, not its async methods: those give up when the calling task is cancelled, and the outcome of
    /// a commit must be known.
    private func performed(
        _ start: (@escaping @Sendable (Result<Void, any Error>) -> Void) -> Void
    ) async -> Result<Void, any Error> {
        await withCheckedContinuation { continuation in start { continuation.resume(returning: $0) } }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncRead { db in
                continuation.resume(returning: Result { try body(db.get()) })
            }
        }
        do { return try result.get() } catch { throw StoreError(sqlite: error, in: path) }
    }
}
