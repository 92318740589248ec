import NetmakerStore
import NetmakerTesting
import Testing

@Suite struct `Every store` {
    @Test(arguments: StoreConformance.checks)
    func `in memory`(_ check: StoreConformance.Check) async throws {
        try await check.run(InMemoryStore())
    }

    @Test(arguments: StoreConformance.checks)
    func `in a SQLite file`(_ check: StoreConformance.Check) async throws {
        try await withTemporaryFolder { folder in
            try await check.run(SQLiteStore(opening: folder + "/truth.db"))
        }
    }
}
