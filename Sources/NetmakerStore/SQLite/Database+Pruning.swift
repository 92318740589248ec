internal import GRDB
internal import NetmakerCore

/// Forgetting what is older than it need be known.
extension Database {
    /// How many rows are added between two looks.
    private static let interval: Int64 = 64

    /// - Parameter added: how many rows the transaction has added.
    func prune(_ retention: LogRetention, after added: Int, now: Timestamp) throws {
        guard let newest = try Int64.fetchOne(cachedStatement(sql: "SELECT max(sequence) FROM change_log")),
            newest / Self.interval != (newest - Int64(added)) / Self.interval || retention.rows < Self.interval
        else { return }
        // Whole rows from the front: what is left of an aggregate's log has no holes, whatever the clock did.
        try cachedStatement(
            sql: """
                DELETE FROM change_log WHERE sequence < max(
                    ?, (SELECT sequence FROM change_log WHERE time >= ? ORDER BY sequence LIMIT 1))
                """
        ).execute(arguments: [newest - Int64(retention.rows) + 1, (now - retention.age).millisecondsSince1970])
        try cachedStatement(sql: "DELETE FROM removed_node WHERE removed_at < ?")
            .execute(arguments: [(now - LogRetention.removedNodes).millisecondsSince1970])
        // Of clients nobody asks: their addresses have rested by then.
        try cachedStatement(sql: "DELETE FROM removed_client WHERE removed_at < ?")
            .execute(arguments: [(now - AddressAllocator.quarantine * 2).millisecondsSince1970])
    }
}
