import Foundation
import GRDB
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerStore

@Suite struct `A copy of a database` {
    private static let harbor = Samples.network()
    /// What somebody is logged in with.
    private static let session = Samples.loginSession(7)

    /// A store with two networks, nodes that are there and one that was, and somebody who is logged in.
    private func filled(_ path: String) async throws -> (store: SQLiteStore, history: History) {
        let store = try SQLiteStore(opening: path)
        let history = try await History(harborIn: store)
        let server = ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time)
        try await history.commit(to: store, .directory, [.putServer(server), .putUser(Samples.user())])
        try await history.commit(to: store, .directory, [.putLoginSession(Self.session)])
        try await history.commit(
            to: store, .directory, [.putLoginSession(Samples.loginSession(8)), .putUser(Samples.user("bob"))])
        try await history.commit(to: store, .directory, [.removeLoginSession(Samples.loginSession(8).id)])
        let nodes = (1...3).map { Mutation.putNode(Samples.node($0)) }
        try await history.commit(to: store, Self.harbor.aggregate, nodes + [.putAccessKey(Samples.accessKey(1))])
        let removed = RemovedNode(Samples.node(3), reason: .removed, at: Samples.time)
        try await history.commit(to: store, Self.harbor.aggregate, [.removeNode(removed)])
        let other = Samples.network("quay", epoch: 2)
        try await history.commit(to: store, other.aggregate, [.putNetwork(other)])
        return (store, history)
    }

    @Test func `holds all there is while a server writes, but no sessions`() async throws {
        try await withTemporaryFolder { folder in
            let (store, history) = try await filled(folder + "/truth.db")
            var expected = history.truth
            let contents = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/copy.db")
            #expect(contents == .init(networks: 2, nodes: 2, users: 2))
            try await history.commit(to: store, Self.harbor.aggregate, [.putNode(Samples.node(9))])

            let copy = try SQLiteStore(opening: folder + "/copy.db")
            try expected.apply(
                ChangeEntry(
                    aggregate: .directory, revision: expected.directory.revision, time: Samples.time, actor: "test",
                    mutations: [.removeLoginSession(Self.session.id)]))
            #expect(try await copy.truth() == expected)
            let log = try #require(try await copy.changes(of: .directory, after: .zero))
            #expect(log.map(\.mutations.count) == [2, 0, 1, 1])
            let rows = try await copy.log(LogQuery(.aggregate(.directory), limit: 9)).rows
            #expect(rows.map(\.former) == [[.nothing], [.nothing], [], [.nothing, .nothing]])
        }
    }

    @Test func `has no byte of a session in it, and is its owner's alone`() async throws {
        try await withTemporaryFolder { folder in
            let (store, _) = try await filled(folder + "/truth.db")
            _ = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/copy.db")
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            let hash = try encoder.encode(Self.session.tokenHash)
            let ended = try encoder.encode(Samples.loginSession(8).tokenHash)
            let log = try Data(contentsOf: URL(filePath: folder + "/truth.db-wal"))
            let copy = try Data(contentsOf: URL(filePath: folder + "/copy.db"))
            #expect(log.range(of: hash) != nil)
            #expect(copy.range(of: hash) == nil)
            #expect(copy.range(of: ended) == nil)
            #expect(try permissions(of: folder + "/copy.db") == 0o600)
            withExtendedLifetime(store) {}
        }
    }

    @Test func `leaves every byte of the database and of its log as it is`() async throws {
        try await withTemporaryFolder { folder in
            let (store, _) = try await filled(folder + "/truth.db")
            func bytes() -> [Data?] {
                ["", "-wal"].map { FileManager.default.contents(atPath: folder + "/truth.db" + $0) }
            }
            let before = bytes()
            _ = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/copy.db")
            #expect(bytes() == before)
            try store.close()
            let closed = FileManager.default.contents(atPath: folder + "/truth.db")
            _ = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/second.db")
            #expect(FileManager.default.contents(atPath: folder + "/truth.db") == closed)
        }
    }

    @Test func `comes to life with another epoch for every network, and all else as it was`() async throws {
        try await withTemporaryFolder { folder in
            let (_, history) = try await filled(folder + "/truth.db")
            _ = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/copy.db")
            var random = SeededGenerator(seed: 1)
            _ = try DatabaseBackup.revive(folder + "/copy.db", using: &random)

            let revived = try SQLiteStore(opening: folder + "/copy.db")
            let truth = try await revived.truth()
            #expect(truth.networks.keys.sorted() == history.truth.networks.keys.sorted())
            for (name, former) in history.truth.networks {
                let state = try #require(truth.networks[name])
                #expect(state.network.epoch != former.network.epoch)
                #expect(state.network == former.network.renewed(as: state.network.epoch))
                #expect(state.revision == former.revision)
                #expect(state.nodes == former.nodes)
                #expect(state.accessKeys == former.accessKeys)
                // The address of the node that went goes on waiting.
                #expect(try state.nextAddresses(now: Samples.time) == former.nextAddresses(now: Samples.time))
                // Of the former life nothing follows for this one.
                #expect(try await revived.changes(of: state.network.aggregate, after: Revision(0)) == nil)
                #expect(try await revived.changes(of: state.network.aggregate, after: state.revision) == [])
            }
            #expect(truth.removedNodes == history.truth.removedNodes)
            #expect(truth.directory.server == history.truth.directory.server)

            // And it goes on from there.
            let harbor = try #require(truth.networks[Self.harbor.name])
            let entry = ChangeEntry(
                aggregate: harbor.network.aggregate, revision: harbor.revision.next, time: Samples.time, actor: "test",
                mutations: [.putNode(Samples.node(4))])
            try await revived.commit([entry], expecting: [harbor.network.aggregate: harbor.revision])
            #expect(try await revived.snapshot(of: Self.harbor.name)?.nodes.count == 3)
        }
    }

    @Test func `is not made of what is no database of ours, nor of one that is not there`() async throws {
        try await withTemporaryFolder { folder in
            #expect(throws: StoreError.sample(.unavailable)) {
                try DatabaseBackup.copy(folder + "/none.db", to: folder + "/copy.db")
            }
            try "a diary, long enough to be mistaken for the beginning of a database, or so it seems to somebody"
                .write(toFile: folder + "/diary", atomically: false, encoding: .utf8)
            #expect(throws: StoreError.sample(.foreign)) {
                try DatabaseBackup.copy(folder + "/diary", to: folder + "/copy.db")
            }
        }
    }

    @Test func `does not come to life when a row is not as it was written`() async throws {
        try await withTemporaryFolder { folder in
            let (store, _) = try await filled(folder + "/truth.db")
            try await store.pool.write { try $0.execute(sql: "UPDATE node SET body = replace(body, '10.10', '10.11')") }
            _ = try DatabaseBackup.copy(folder + "/truth.db", to: folder + "/copy.db")
            var random = SeededGenerator(seed: 1)
            #expect(throws: StoreError.sample(.corrupt)) {
                try DatabaseBackup.revive(folder + "/copy.db", using: &random)
            }
        }
    }
}
