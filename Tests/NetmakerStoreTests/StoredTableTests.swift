import Foundation
import GRDB
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerStore

@Suite struct `The tables` {
    /// What tells rows apart that have no name of their own.
    private static let numbers: [StoredTable: String] = [
        .directory: "id", .changeLog: "sequence", .removedClient: "sequence",
    ]

    @Test func `are all summed, over every column`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            try await store.pool.read { db in
                let names = try String.fetchSet(
                    db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                #expect(names == Set(StoredTable.allCases.map(\.rawValue)))
                for table in StoredTable.allCases {
                    let columns = try db.columns(in: table.rawValue).map(\.name)
                    #expect(Set(columns) == Set(table.columns + ["sum"] + (Self.numbers[table].map { [$0] } ?? [])))
                }
            }
        }
    }

    /// The order is that of the sums in every database there is.
    @Test func `are summed in the order in which they always were`() {
        let orders = StoredTable.allCases.map { "\($0.rawValue): \($0.columnList)" }
        #expect(
            orders == [
                "directory: revision, server, contents",
                "user: name, body",
                "network: name, epoch, revision, body, contents",
                "node: id, network, body",
                "login_session: id, user, expires_at, body",
                "api_token: id, user, body",
                "access_key: id, network, body",
                "dns_record: id, network, body",
                "removed_node: id, network, epoch, removed_at, body",
                "change_log: aggregate, revision, time, actor, mutations, replaced",
                "external_client: id, network, body",
                "removed_client: id, network, epoch, removed_at, body",
            ])
    }

    @Test func `count each object once, however often it is written`() async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            let history = try await History(harborIn: store)
            for _ in 1...2 {
                try await history.commit(
                    to: store, Samples.network().aggregate,
                    [
                        .putNode(Samples.node(1)), .putAccessKey(Samples.accessKey(1)),
                        .putDNSRecord(Samples.dnsRecord()), .putClient(Samples.client(1)),
                    ])
                try await history.commit(
                    to: store, .directory, [.putUser(Samples.user()), .putLoginSession(Samples.loginSession(1))])
            }
            try store.close()
            let again = try SQLiteStore(opening: folder + "/truth.db")
            #expect(try await again.truth() == history.truth)
        }
    }
}
