internal import GRDB
internal import Glibc

extension SQLiteStore: MeasuredStore {
    public func size() async throws(StoreError) -> StoreSize {
        // Rows go from the front alone, so that what is left has no holes.
        let rows = try await read { db in
            let ends = "(SELECT max(sequence) FROM change_log) - (SELECT min(sequence) FROM change_log)"
            return try Int.fetchOne(db, sql: "SELECT \(ends) + 1") ?? 0
        }
        return StoreSize(changeLogRows: rows, bytes: ["", "-wal"].reduce(0) { $0 + Self.length(of: path + $1) })
    }

    private static func length(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
