import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@Suite struct `What a store forgets` {
    /// Both kinds, with a log of few rows and one day.
    private static func withStores(rows: Int = 5, _ body: (any Store) async throws -> Void) async throws {
        let retention = LogRetention(age: .seconds(86_400), rows: rows)
        try await body(InMemoryStore(retention: retention))
        try await withTemporaryFolder { folder in
            try await body(SQLiteStore(opening: folder + "/truth.db", retention: retention))
        }
    }

    private let harbor = Samples.network().aggregate

    @Test func `more rows of the log than it keeps`() async throws {
        try await Self.withStores { store in
            let history = try await History(harborIn: store)
            for number in 1...9 { try await history.commit(to: store, harbor, [.putNode(Samples.node(number))]) }
            #expect(try await store.changes(of: harbor, after: Revision(5))?.count == 5)
            #expect(try await store.changes(of: harbor, after: Revision(4)) == nil)
        }
    }

    @Test func `rows of the log that are old`() async throws {
        try await Self.withStores { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, harbor, [.putNode(Samples.node(1))])
            let later = Samples.time + .seconds(86_401)
            try await history.commit(to: store, harbor, [.putNode(Samples.node(2))], at: later)
            #expect(try await store.changes(of: harbor, after: Revision(2))?.count == 1)
            #expect(try await store.changes(of: harbor, after: Revision(1)) == nil)
        }
    }

    @Test(arguments: [1, 2, 365, -1, -2, -365])
    func `no row out of the middle of the log, however many days the clock is set ahead and back`(
        days: Int
    ) async throws {
        try await Self.withStores(rows: 50) { store in
            let history = try await History(harborIn: store)
            // Right, wrong, and right again; the changes are an hour apart.
            for number in 1...30 {
                let wrong = (11...20).contains(number) ? days * 86_400 : 0
                let time = Samples.time + .seconds(number * 3600 + wrong)
                try await history.commit(to: store, harbor, [.putNode(Samples.node(number))], at: time)
            }
            // With the clock ahead all that came before is old: that goes. What was committed while the clock was
            // behind looks old, and stays as long as older rows do.
            let start: UInt64 = days > 0 ? 11 : 6
            let newest = try #require(history.truth.revision(of: harbor)).rawValue
            for revision in 1...newest {
                let rows = try await store.changes(of: harbor, after: Revision(revision))
                #expect(rows.map { UInt64($0.count) } == (revision < start ? nil : newest - revision))
            }
        }
    }

    @Test func `nodes that were removed a month ago`() async throws {
        try await Self.withStores { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, harbor, [.putNode(Samples.node(1)), .putNode(Samples.node(2))])
            let removed = RemovedNode(Samples.node(1), reason: .removed, at: Samples.time)
            try await history.commit(to: store, harbor, [.removeNode(removed)])
            let later = RemovedNode(Samples.node(2), reason: .removed, at: Samples.time + .seconds(31 * 86_400))
            try await history.commit(to: store, harbor, [.removeNode(later)], at: later.removedAt)
            #expect(try await store.removedNodes() == [later])
        }
    }
}
