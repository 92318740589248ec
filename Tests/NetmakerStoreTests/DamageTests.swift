import DurableFiles
import Foundation
import GRDB
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerStore

/// What somebody, or a bad disk, did to a database in which SQLite itself finds no fault.
struct Harm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String

    init(_ description: String, _ sql: String) {
        testDescription = description
        self.sql = sql
    }

    static let ofNetwork = [
        Harm("a node is lost", "DELETE FROM node WHERE id = '0000000000000002'"),
        Harm("all nodes are lost", "DELETE FROM node"),
        Harm("an access key is lost", "DELETE FROM access_key"),
        Harm("an external client is lost", "DELETE FROM external_client"),
        Harm("an external client has another gateway", "UPDATE external_client SET body = replace(body, 'a', 'b')"),
        Harm("a node is cut short", "UPDATE node SET body = substr(body, 1, 40) WHERE id = '0000000000000002'"),
        Harm("a node is of another type", "UPDATE node SET body = '[1, 2]' WHERE id = '0000000000000002'"),
        Harm("a node lacks its key", "UPDATE node SET body = json_remove(body, '$.publicKey')"),
        Harm("a node has another's address", "UPDATE node SET body = json_set(body, '$.ipv4', '10.10.0.3')"),
        Harm(
            "a node has another address",
            "UPDATE node SET body = json_set(body, '$.ipv4', '10.10.0.99') WHERE id = '0000000000000002'"),
        Harm(
            "a node is there twice",
            "INSERT INTO node SELECT '00000000000000ff', network, body, sum FROM node WHERE id = '0000000000000002'"),
        Harm("a node is another network's", "UPDATE node SET network = 'branch' WHERE id = '0000000000000002'"),
        Harm("a custom name is lost", "DELETE FROM dns_record"),
        Harm("a custom name stands for another address", "UPDATE dns_record SET body = replace(body, '.99', '.98')"),
        Harm("the network's settings are others", "UPDATE network SET body = replace(body, '10.10.0.0', '10.9.0.0')"),
        Harm("the network's sum is none", "UPDATE network SET contents = 0"),
    ]

    static let ofDirectory = [
        Harm("the users are lost", "DELETE FROM user"),
        Harm("a user is cut short", "UPDATE user SET body = substr(body, 1, 40)"),
        Harm("a session is lost", "DELETE FROM login_session"),
        Harm("the directory is lost", "DELETE FROM directory"),
    ]
}

@Suite struct `A damaged database` {
    private let network = Samples.network()

    /// A store with three nodes, a key, a custom name, a user and a session, open while `sql` is done to it.
    private func withStore(
        after sql: String?, _ body: (SQLiteStore, History) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            try await history.commit(
                to: store, network.aggregate,
                (1...3).map { .putNode(Samples.node($0)) }
                    + [
                        .putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord()),
                        .putClient(Samples.client(1)),
                    ])
            try await history.commit(
                to: store, .directory, [.putUser(Samples.user()), .putLoginSession(Samples.loginSession(1))])
            if let sql { try await store.pool.write { try $0.execute(sql: sql) } }
            try await body(store, history)
            try store.close()
        }
    }

    @Test(arguments: Harm.ofNetwork)
    func `gives no part of a network`(_ damage: Harm) async throws {
        try await withStore(after: damage.sql) { store, _ in
            let error = await #expect(throws: StoreError.self) { try await store.truth() }
            #expect(error?.code == .corrupt)
            #expect(error?.remedy.contains("backup") == true)
        }
    }

    @Test func `is not opened, and is named`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            for harm in Harm.ofNetwork + Harm.ofDirectory {
                for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                let store = try SQLiteStore(opening: path)
                let history = try await History(harborIn: store)
                try await history.commit(
                    to: store, network.aggregate,
                    (1...3).map { .putNode(Samples.node($0)) }
                        + [
                            .putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord()),
                            .putClient(Samples.client(1)),
                        ])
                try await history.commit(
                    to: store, .directory, [.putUser(Samples.user()), .putLoginSession(Samples.loginSession(1))])
                try await store.pool.write { try $0.execute(sql: harm.sql) }
                try store.close()
                let error = #expect(throws: StoreError.self, "\(harm)") { try SQLiteStore(opening: path) }
                #expect(error?.code == .corrupt && error?.message.contains(path) == true, "\(harm)")
            }
        }
    }

    /// Links as a system does that has none to give, or fails.
    private static func failing(_ error: Int32) -> FileTwin.Link {
        { _, _ in
            errno = error
            return -1
        }
    }

    @Test(arguments: [EPERM, EOPNOTSUPP, EXDEV])
    func `is found where a file has no second name, in its log too, and left as it is`(_ error: Int32) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            let store = try SQLiteStore(opening: path)
            let history = try await History(harborIn: store)
            try await history.commit(to: store, network.aggregate, (1...3).map { .putNode(Samples.node($0)) })
            try Examination.examine(path, link: Self.failing(error))

            // It stands in the log alone.
            try await store.pool.write { try $0.execute(sql: "DELETE FROM node WHERE id = '0000000000000002'") }
            let before = try ["", "-wal"].map { try Data(contentsOf: URL(filePath: path + $0)) }
            #expect(throws: StoreError.sample(.corrupt)) {
                try Examination.examine(path, link: Self.failing(error))
            }
            #expect(try ["", "-wal"].map { try Data(contentsOf: URL(filePath: path + $0)) } == before)
            #expect(!FileManager.default.fileExists(atPath: path + ".examined"))
            try store.close()
        }
    }

    @Test(arguments: [(EIO, StoreError.Code.unavailable), (EACCES, .unavailable), (ENOSPC, .full)])
    func `is not taken for whole when it cannot be looked at`(_ error: Int32, _ code: StoreError.Code) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            try SQLiteStore(opening: path).close()
            #expect(throws: StoreError.sample(code)) { try Examination.examine(path, link: Self.failing(error)) }
            #expect(!FileManager.default.fileExists(atPath: path + ".examined"))
        }
    }

    @Test(arguments: Harm.ofDirectory)
    func `gives no part of the directory`(_ damage: Harm) async throws {
        try await withStore(after: damage.sql) { store, _ in
            await #expect(throws: StoreError.sample(.corrupt)) { try await store.directory() }
        }
    }

    @Test func `tells of nodes whose network is lost`() async throws {
        try await withStore(after: "DELETE FROM network") { store, _ in
            let error = await #expect(throws: StoreError.self) { try await store.networks() }
            #expect(error?.message.contains("harbor") == true)
        }
    }

    @Test func `names the row that does not decode`() async throws {
        try await withStore(after: "UPDATE node SET body = '{}' WHERE id = '0000000000000002'") { store, _ in
            let error = await #expect(throws: StoreError.self) { try await store.snapshot(of: network.name) }
            #expect(error?.message.contains("node 0000000000000002") == true)
        }
    }

    @Test func `tells of a change log that does not decode, rather than of less`() async throws {
        try await withStore(after: "UPDATE change_log SET mutations = '[{}]' WHERE revision = 2") { store, _ in
            await #expect(throws: StoreError.sample(.corrupt)) {
                try await store.changes(of: network.aggregate, after: Revision(1))
            }
        }
    }

    @Test func `does not know what changed when rows of the log are lost`() async throws {
        try await withStore(after: "DELETE FROM change_log WHERE revision = 2") { store, _ in
            let changes = try await store.changes(of: network.aggregate, after: Revision(1))
            #expect(changes == nil)
        }
    }

    @Test func `is noticed after changes of every kind, and not before`() async throws {
        try await withStore(after: nil) { store, history in
            var node = Samples.node(2)
            node.observedIPv4 = IPv4Address(rawValue: 0xC000_0201)
            let removed = RemovedNode(Samples.node(1), reason: .left, at: Samples.time)
            try await history.commit(
                to: store, network.aggregate,
                [.putNode(node), .removeNode(removed), .removeAccessKey(Samples.accessKeyID(1)), .putNetwork(network)])
            try await history.commit(to: store, .directory, [.removeLoginSession(Samples.loginSession(1).id)])
            #expect(try await store.truth() == history.truth)

            try await store.pool.write { try $0.execute(sql: "DELETE FROM node WHERE id = '0000000000000003'") }
            await #expect(throws: StoreError.sample(.corrupt)) { try await store.snapshot(of: network.name) }
        }
    }
}
