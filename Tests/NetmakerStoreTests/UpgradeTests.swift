import Foundation
import GRDB
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerStore

/// Databases as every earlier release left them (`KeptDatabase`).
@Suite struct `A database of an earlier release` {
    /// Makes one, with its last transaction in its log.
    private func make(at path: String, version: Int) throws {
        let dump = try KeptDatabase(schema: version).sql()
        let database = try DatabaseQueue(path: path, configuration: .summing)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: dump)
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        }
        try database.close()
    }

    /// The same with a log, as a server leaves it that was killed.
    private func makeKilled(at path: String, version: Int) throws {
        try make(at: path, version: version)
        let database = try DatabaseQueue(path: path, configuration: .summing)
        try database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "UPDATE change_log SET sequence = sequence + 1000")
        }
        let left = try ["", "-wal"].map { try #require(FileManager.default.contents(atPath: path + $0)) }
        try database.close()
        for (suffix, bytes) in zip(["", "-wal"], left) { try bytes.write(to: URL(filePath: path + suffix)) }
        try #require(left[1].count > 4096)
    }

    private func bytes(_ path: String) -> [Data?] {
        ["", "-wal"].map { FileManager.default.contents(atPath: path + $0) }
    }

    /// All that was in it.
    private func expectEverything(in store: SQLiteStore, since version: Int) async throws {
        let truth = try await store.truth()
        // What schema 1 left is older than what is said of the others.
        if version > 1 {
            var told = Truth()
            for entry in try SchemaContents.entries(through: version) { try told.apply(entry) }
            #expect(TruthContents(truth) == TruthContents(told))
        }
        #expect(truth.directory.server?.id == ServerID(rawValue: 0x51))
        #expect(truth.directory.users.keys.map(\.description).sorted() == (version < 4 ? ["alice"] : ["alice", "bob"]))
        #expect(truth.directory.users[Samples.userName()]?.password == Samples.passwordHash)
        #expect(truth.networks.keys.map(\.description).sorted() == ["harbor", "quay"])
        let harbor = try #require(truth.networks[Samples.networkName()])
        #expect(harbor.network.epoch == Epoch(rawValue: 1))
        #expect(harbor.network.ranges == Samples.ranges)
        #expect(harbor.nodes.keys.sorted() == [Samples.nodeID(1), Samples.nodeID(2)])
        for number in 1...2 {
            let (node, sample) = (try #require(harbor.nodes[Samples.nodeID(number)]), Samples.node(number))
            #expect(node.name == sample.name && node.identity == sample.identity)
            #expect(node.publicKey == sample.publicKey && node.addresses == sample.addresses)
            #expect(node.interface == sample.interface && node.listenPort == sample.listenPort)
        }
        #expect(harbor.accessKeys[Samples.accessKeyID(1)]?.secretHash == Samples.secret(1).hash)
        #expect(truth.removedNodes.keys.map { $0 } == [Samples.nodeID(3)])
        // The address of the node that was removed still waits.
        #expect(try harbor.nextAddresses(now: Samples.time).ipv4?.description == "10.10.0.4")
        let log = try #require(try await store.changes(of: harbor.network.aggregate, after: .zero))
        #expect(log.count == Int(harbor.revision.rawValue))
        let rows = try await store.log(LogQuery(.everything, .oldestFirst, limit: 99)).rows
        #expect(rows.allSatisfy { !$0.former.isEmpty })
        #expect(rows.flatMap(\.former).allSatisfy { ($0 == .unknown) == (version < 5) })
        if version > 1 { #expect(rows.map(\.entry) == (try SchemaContents.entries(through: version))) }

        // It goes on from there.
        let entry = ChangeEntry(
            aggregate: harbor.network.aggregate, revision: harbor.revision.next, time: Samples.time, actor: "test",
            mutations: [
                .putNode(Samples.gateway(4)), .putDNSRecord(Samples.dnsRecord()),
                .putClient(Samples.client(3, by: Samples.nodeID(4))),
            ])
        try await store.commit([entry], expecting: [harbor.network.aggregate: harbor.revision])
        let now = try await store.snapshot(of: Samples.networkName())
        #expect(now?.nodes.count == 3 && now?.dnsRecords.count == harbor.dnsRecords.count + 1)
        #expect(now?.clients.count == harbor.clients.count + 1)
        let newest = try await store.log(LogQuery(.everything, limit: 1)).rows.first
        #expect(
            newest?.former == [.nothing, .nothing, .nothing] && newest?.sequence == rows.last.map { $0.sequence + 1 })
    }

    @Test(arguments: 1...Int(Schema.version)) func `keeps everything through the upgrade`(_ version: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try makeKilled(at: path, version: version)
            let store = try SQLiteStore(opening: path)
            #expect(try await store.pool.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
            #expect(try permissions(of: path) == 0o600)
            try await expectEverything(in: store, since: version)
            try store.close()
            let left = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
            #expect(left.isSubset(of: ["truth.db", "truth.db-wal", "truth.db-shm", "truth.db.lock"]), "\(left)")
        }
    }

    @Test(arguments: 1..<Int(Schema.version)) func `is refused when a row of its change log is not as it was written`(
        _ version: Int
    )
        async throws
    {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try make(at: path, version: version)
            let database = try DatabaseQueue(path: path, configuration: .summing)
            try await database.write {
                try $0.execute(sql: "UPDATE change_log SET actor = 'user:eve' WHERE revision = 1")
            }
            try database.close()
            #expect(throws: StoreError.sample(.corrupt)) { try SQLiteStore(opening: path) }
        }
    }

    /// A release to come, which adds a table and changes what is there.
    private static let next =
        Schema.steps + [
            "CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO later SELECT 7;",
            "DELETE FROM login_session WHERE FALSE;",
        ]

    @Test func `is upgraded as a whole, and its log with it`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try makeKilled(at: path, version: 1)
            try Upgrade(path: path, steps: Self.next).run()
            let database = try DatabaseQueue(path: path)
            let (version, later, first) = try await database.read { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA user_version"), try Int.fetchOne(db, sql: "SELECT id FROM later"),
                    try Int.fetchOne(db, sql: "SELECT min(sequence) FROM change_log")
                )
            }
            #expect(version == Self.next.count)
            #expect(later == 7)
            #expect(first == 1001)
        }
    }

    /// What goes wrong in an upgrade, and at which step.
    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let step: String
    }

    static let failures = [
        Failure(testDescription: "a step is no SQL", step: "no SQL"),
        Failure(
            testDescription: "a step contradicts what is there", step: "INSERT INTO directory SELECT * FROM directory"),
        Failure(testDescription: "a step loses nodes", step: "DELETE FROM node"),
        Failure(testDescription: "a step leaves a row with another's sum", step: "UPDATE node SET sum = 1"),
        Failure(
            testDescription: "a step leaves what nobody can read",
            step: "UPDATE network SET body = '{}', sum = row_sum(name, epoch, revision, '{}', contents)"),
    ]

    @Test(arguments: failures) func `is as it was, byte for byte, when the upgrade fails`(_ failure: Failure)
        async throws
    {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try makeKilled(at: path, version: 1)
            let before = bytes(path)
            #expect(throws: StoreError.self) { try Upgrade(path: path, steps: Self.next + [failure.step]).run() }
            #expect(bytes(path) == before)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["truth.db", "truth.db-wal"])
            try await expectEverything(in: try SQLiteStore(opening: path), since: 1)
        }
    }

    @Test func `is as it was, byte for byte, when the process is killed in the middle, and is upgraded by the next`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let (path, left) = (folder + "/data/truth.db", folder + "/left")
            try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: false)
            try makeKilled(at: path, version: 1)
            let before = bytes(path)
            // What lies on the disk at the worst moment is what a kill leaves: all steps are made, and none is
            // committed.
            try Upgrade(
                path: path, steps: Self.next,
                beforeCommit: { try FileManager.default.copyItem(atPath: folder + "/data", toPath: left) }
            ).run()
            #expect(bytes(left + "/truth.db") == before)
            #expect(FileManager.default.fileExists(atPath: left + "/truth.db.upgraded"))
            try Upgrade(path: left + "/truth.db", steps: Self.next).run()
            let database = try DatabaseQueue(path: left + "/truth.db")
            #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT id FROM later") } == 7)
            #expect(!FileManager.default.fileExists(atPath: left + "/truth.db.upgraded"))
        }
    }

    @Test func `of a later release is refused, with what to do`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try make(at: path, version: Int(Schema.version))
            try Upgrade(path: path, steps: Self.next).run()
            let before = bytes(path)
            let error = #expect(throws: StoreError.self) { try SQLiteStore(opening: path) }
            #expect(error?.code == .newer)
            #expect(
                error?.message
                    == "\(path) has schema \(Self.next.count), and this release knows \(Schema.version) at most")
            #expect(error?.remedy.hasPrefix("upgrade nm-server") == true)
            #expect(bytes(path) == before)
        }
    }
}
