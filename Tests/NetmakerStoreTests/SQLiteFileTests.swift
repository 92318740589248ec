import Foundation
import GRDB
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerStore

@Suite struct `A SQLite store's file` {
    @Test func `is its owner's alone, and so is the folder it makes`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/data/truth.db")
            _ = try await History(harborIn: store)
            #expect(try permissions(of: folder + "/data") == 0o700)
            for file in ["truth.db", "truth.db-wal", "truth.db-shm", "truth.db.lock"] {
                #expect(try permissions(of: folder + "/data/" + file) == 0o600, "\(file)")
            }
        }
    }

    @Test func `loses what others may do with it when it is opened`() async throws {
        try await withTemporaryFolder { folder in
            try SQLiteStore(opening: folder + "/truth.db").close()
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/truth.db")
            _ = try SQLiteStore(opening: folder + "/truth.db")
            #expect(try permissions(of: folder + "/truth.db") == 0o600)
        }
    }

    @Test func `is flushed with each commit`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let settings = try await store.pool.write { db in
                (
                    try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous")
                )
            }
            #expect(settings.0 == "wal")
            #expect(settings.1 == 2)
        }
    }

    @Test func `keeps everything when it is closed and opened again`() async throws {
        try await withTemporaryFolder { folder in
            var store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            try await history.commit(to: store, Samples.network().aggregate, [.putNode(Samples.node(1))])
            try store.close()
            store = try SQLiteStore(opening: folder + "/truth.db")
            #expect(try await store.truth() == history.truth)
        }
    }

    @Test func `holds every commit that returned, were the process killed now`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            try await history.commit(to: store, Samples.network().aggregate, [.putNode(Samples.node(1))])
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: folder + "/truth.db" + suffix, toPath: folder + "/left.db" + suffix)
            }
            let survivor = try SQLiteStore(opening: folder + "/left.db")
            #expect(try await survivor.truth() == history.truth)
        }
    }

    @Test func `keeps its tables whole when one of several steps to a new schema fails`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            await #expect(throws: DatabaseError.self) {
                try await store.pool.write { db in
                    try Schema.migrate(db, through: Schema.steps + ["CREATE TABLE half (id INTEGER)", "no SQL"])
                }
            }
            let (version, half) = try await store.pool.read { db in
                (try Int32.fetchOne(db, sql: "PRAGMA user_version"), try db.tableExists("half"))
            }
            #expect(version == Schema.version)
            #expect(!half)
        }
    }

    @Test func `brings a file of the first release to this one, whose users are super admins`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            let first = try DatabaseQueue(path: path, configuration: .summing)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let user = String(decoding: try encoder.encode(Samples.user()), as: UTF8.self)
            let old = user.replacing(#","role":{"kind":"superAdmin"}"#, with: "")
            #expect(old != user)
            try await first.write { db in
                try db.execute(sql: "PRAGMA application_id = \(DatabaseHeader.applicationID)")
                try Schema.migrate(db, through: Array(Schema.steps.prefix(1)))
                try db.execute(
                    sql: "INSERT INTO user (name, body, sum) VALUES ('alice', ?1, row_sum('alice', ?1))",
                    arguments: [old])
                try db.execute(
                    sql: """
                        UPDATE directory SET revision = 1, contents = (SELECT sum FROM user),
                        sum = row_sum(1, server, (SELECT sum FROM user))
                        """)
            }
            try first.close()
            let store = try SQLiteStore(opening: path)

            #expect(try await store.directory().users[Samples.userName()]?.role == .superAdmin)
            let token = ChangeEntry(
                aggregate: .directory, revision: Revision(2), time: Samples.time, actor: "server",
                mutations: [.putAPIToken(Samples.apiToken(1))])
            try await store.commit([token], expecting: [.directory: Revision(1)])
            try store.close()
            #expect(try await SQLiteStore(opening: path).directory().apiTokens.count == 1)
        }
    }

    @Test func `is opened by one at a time`() async throws {
        try await withTemporaryFolder { folder in
            let first = try SQLiteStore(opening: folder + "/truth.db")
            #expect(throws: StoreError.sample(.locked)) { try SQLiteStore(opening: folder + "/truth.db") }
            _ = try await first.directory()
        }
    }

    @Test(arguments: ["some other program's data, long enough to be mistaken for a database header", "x"])
    func `is left alone when another program wrote it`(_ content: String) async throws {
        try await withTemporaryFolder { folder in
            try content.write(toFile: folder + "/truth.db", atomically: false, encoding: .utf8)
            #expect(throws: StoreError.sample(.foreign)) { try SQLiteStore(opening: folder + "/truth.db") }
            #expect(try String(contentsOfFile: folder + "/truth.db", encoding: .utf8) == content)
        }
    }

    @Test func `is left alone when it is another program's database`() async throws {
        try await withTemporaryFolder { folder in
            let other = try DatabaseQueue(path: folder + "/truth.db")
            try await other.write { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
            try other.close()
            let content = FileManager.default.contents(atPath: folder + "/truth.db")
            #expect(throws: StoreError.sample(.foreign)) { try SQLiteStore(opening: folder + "/truth.db") }
            #expect(FileManager.default.contents(atPath: folder + "/truth.db") == content)
        }
    }

    @Test func `is left alone when a later release wrote it`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            try await store.pool.write { try $0.execute(sql: "PRAGMA user_version = 999") }
            try store.close()
            let content = FileManager.default.contents(atPath: folder + "/truth.db")
            #expect(throws: StoreError.sample(.newer)) { try SQLiteStore(opening: folder + "/truth.db") }
            #expect(FileManager.default.contents(atPath: folder + "/truth.db") == content)
        }
    }

    @Test func `refuses a commit there is no room for, and goes on when there is`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            let nodes = (1...200).map { Mutation.putNode(Samples.node($0)) }
            try await store.pool.writeWithoutTransaction { db in
                _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 20")
            }
            await #expect(throws: StoreError.sample(.full)) {
                try await history.commit(to: store, Samples.network().aggregate, nodes)
            }
            #expect(try await store.truth() == history.truth)
            try await store.pool.writeWithoutTransaction { db in
                _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 100000")
            }
            try await history.commit(to: store, Samples.network().aggregate, nodes)
            #expect(try await store.truth() == history.truth)
        }
    }

    @Test func `is corrupt, not empty, when an object in it does not decode`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            try await history.commit(to: store, Samples.network().aggregate, [.putNode(Samples.node(1))])
            try await store.pool.write { try $0.execute(sql: "UPDATE node SET body = '{}'") }
            await #expect(throws: StoreError.sample(.corrupt)) {
                try await store.snapshot(of: Samples.networkName())
            }
        }
    }
}
