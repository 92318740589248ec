internal import Foundation
internal import GRDB
internal import NetmakerCore

/// What a copy of a database lacks, and what becomes another when it is restored. Each in the transaction it is called
/// in.
extension Database {
    /// Removes the sessions of people, also from the log.
    func removeLoginSessions() throws {
        let removed = try Int64.fetchAll(self, sql: "SELECT sum FROM login_session")
        try execute(sql: "DELETE FROM login_session")
        let contents = try Int64.fetchOne(self, sql: "SELECT contents FROM directory") ?? 0
        try execute(
            sql: "UPDATE directory SET contents = ?1, sum = \(StoredTable.directory.sum(setting: ["contents": "?1"]))",
            arguments: [removed.reduce(contents, &-)])
        let rows = try Row.fetchAll(
            self, sql: "SELECT sequence, mutations, replaced FROM change_log WHERE aggregate = ?",
            arguments: [AggregateID.directory.description])
        for row in rows { try removeLoginSessions(fromRow: row["sequence"], row["mutations"], row["replaced"]) }
    }

    /// The row stays: a log without holes tells what happened since any of them. So does that a session ended, without
    /// what it was.
    private func removeLoginSessions(fromRow sequence: Int64, _ body: Data, _ replaced: Data?) throws {
        let steps = try JSONParts.parts(of: Array(body)[...])
        let former = try replaced.map { try JSONParts.parts(of: Array($0)[...]) }
        let decoder = JSONDecoder()
        var kept: (steps: [ArraySlice<UInt8>], former: [ArraySlice<UInt8>]) = ([], [])
        for (index, step) in steps.enumerated() {
            let mutation = try decoder.decode(Mutation.self, from: Data(step))
            if case .putLoginSession = mutation { continue }
            kept.steps.append(step)
            guard let former else { continue }
            if case .removeLoginSession = mutation {
                kept.former.append(FormerText.null)
            } else {
                kept.former.append(former[index])
            }
        }
        func list(_ texts: [ArraySlice<UInt8>]) -> String {
            "[\(texts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ","))]"
        }
        let sum = StoredTable.changeLog.sum(setting: ["mutations": "?1", "replaced": "?2"])
        try execute(
            sql: "UPDATE change_log SET mutations = ?1, replaced = ?2, sum = \(sum) WHERE sequence = ?3",
            arguments: [list(kept.steps), former.map { _ in list(kept.former) }, sequence])
    }

    /// Begins another life of every network. Addresses that wait to be handed out anew go on waiting; the log of the
    /// former life stays for people to read.
    func renewEpochs(using generator: inout some RandomNumberGenerator) throws {
        for row in try Row.fetchAll(self, sql: "SELECT name, epoch, body FROM network") {
            let (name, former): (String, String) = (row["name"], row["epoch"])
            let epoch = Epoch.random(using: &generator)
            let network = try JSONDecoder().decode(Network.self, from: row["body"] as Data).renewed(as: epoch)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            let sum = StoredTable.network.sum(setting: ["epoch": "?1", "body": "?2"])
            try execute(
                sql: "UPDATE network SET epoch = ?1, body = ?2, sum = \(sum) WHERE name = ?3",
                arguments: [epoch.description, String(decoding: try encoder.encode(network), as: UTF8.self), name])
            for table in StoredTable.allCases where Set(["network", "epoch"]).isSubset(of: table.columns) {
                try execute(
                    sql: """
                        UPDATE \(table.rawValue) SET epoch = ?1, sum = \(table.sum(setting: ["epoch": "?1"]))
                        WHERE network = ?2 AND epoch = ?3
                        """,
                    arguments: [epoch.description, name, former])
            }
        }
    }

    func backedUpContents() throws -> DatabaseBackup.Contents {
        func count(_ table: StoredTable) throws -> Int {
            try Int.fetchOne(self, sql: "SELECT count(*) FROM \(table.rawValue)") ?? 0
        }
        return DatabaseBackup.Contents(
            networks: try count(.network), nodes: try count(.node), users: try count(.user))
    }
}
