internal import GRDB

/// The tables, by versions. Each object is one row: its key columns for SQL, its JSON, which alone is read back, and
/// the sum of both, by which damage is found that makes other sense. The directory and each network keep the sum of
/// their rows' sums besides (`contents`): a row that is lost would else leave a state that contradicts nothing.
enum Schema {
    /// What each version adds. A released step is never changed: a new one is appended, and the test of upgrades has
    /// to find all that was there after it.
    static let steps: [String] = [
        """
        CREATE TABLE directory (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, server TEXT,
            contents INTEGER NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        INSERT INTO directory (id, revision, server, contents, sum) VALUES (1, 0, NULL, 0, row_sum(0, NULL, 0));

        CREATE TABLE user (
            name TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE login_session (
            id TEXT NOT NULL PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL,
            sum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE network (
            name TEXT NOT NULL PRIMARY KEY, epoch TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
            contents INTEGER NOT NULL, sum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE node (
            id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX node_by_network ON node (network, id);
        CREATE TABLE access_key (
            id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX access_key_by_network ON access_key (network, id);
        CREATE TABLE removed_node (
            id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, epoch TEXT NOT NULL, removed_at INTEGER NOT NULL,
            body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX removed_node_by_network ON removed_node (network, id);
        CREATE INDEX removed_node_by_time ON removed_node (removed_at);

        -- Rows of all aggregates in the order they were committed.
        CREATE TABLE change_log (
            sequence INTEGER NOT NULL PRIMARY KEY, aggregate TEXT NOT NULL, revision INTEGER NOT NULL,
            time INTEGER NOT NULL, actor TEXT NOT NULL, mutations TEXT NOT NULL,
            sum INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX change_log_by_aggregate ON change_log (aggregate, revision);
        """,
        // Custom names, each with its network's before it.
        """
        CREATE TABLE dns_record (
            id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX dns_record_by_network ON dns_record (network, id);
        """,
        // External clients.
        """
        CREATE TABLE external_client (
            id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX external_client_by_network ON external_client (network, id);
        CREATE TABLE removed_client (
            sequence INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL, network TEXT NOT NULL, epoch TEXT NOT NULL,
            removed_at INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX removed_client_by_network ON removed_client (network, epoch);
        CREATE INDEX removed_client_by_time ON removed_client (removed_at);
        """,
        // API tokens.
        """
        CREATE TABLE api_token (
            id TEXT NOT NULL PRIMARY KEY, user TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        // What each step of a change replaced; null in the rows of releases that did not keep it. A row that is not as
        // it was written stays one.
        """
        ALTER TABLE change_log ADD COLUMN replaced TEXT;
        UPDATE change_log SET sum = row_sum(aggregate, revision, time, actor, mutations, replaced)
        WHERE sum = row_sum(aggregate, revision, time, actor, mutations);
        """,
    ]

    /// The version this release writes.
    static var version: Int32 { Int32(steps.count) }

    /// Brings the tables to the last step, in the transaction this is called in: wholly or not at all. Where they are
    /// there already, nothing is written.
    static func migrate(_ db: Database, through steps: [String] = Schema.steps) throws {
        let current = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try DatabaseHeader.require(version: current, path: "the database")
        guard current < steps.count else { return }
        for step in steps.dropFirst(Int(current)) { try db.execute(sql: step) }
        try db.execute(sql: "PRAGMA user_version = \(steps.count)")
    }
}
