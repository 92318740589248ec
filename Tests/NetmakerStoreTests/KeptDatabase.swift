import Foundation
import GRDB
import NetmakerCore
import Testing

@testable import NetmakerStore

/// A database as a release of an earlier schema left it, kept as SQL in `Schemas`: written by that release's own code,
/// never by the steps that brought it here. `NM_SCHEMA=rewrite` writes that of this release's schema, which is final
/// once the next schema begins.
struct KeptDatabase {
    let schema: Int

    private var path: String {
        let folder = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        return "\(folder)/Schemas/\(schema).sql"
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    func sql() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Keeps the database that is open: pragmas, tables, rows, and then indexes.
    func keep(_ db: Database) throws {
        let pragmas = try ["application_id", "user_version"].map { name in
            "PRAGMA \(name) = \(try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0);"
        }
        let tables = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
        let rows = try tables.map { table -> String in
            let name: String = table["name"]
            let columns = try db.columns(in: name).map { "quote(\($0.name))" }.joined(separator: " || ',' || ")
            let rows = try String.fetchAll(
                db, sql: "SELECT 'INSERT INTO \(name) VALUES(' || \(columns) || ');' FROM \(name) ORDER BY 1")
            return (["\(table["sql"] as String);"] + rows).joined(separator: "\n")
        }
        let indexes = try String.fetchAll(
            db, sql: "SELECT sql || ';' FROM sqlite_master WHERE type = 'index' AND sql NOT NULL ORDER BY name")
        let title = "-- A database of schema \(schema), as the release that had it left it."
        let lines = [title] + pragmas + ["BEGIN TRANSACTION;"] + rows + indexes + ["COMMIT;"]
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    }
}

@Suite struct `The databases that are kept` {
    @Test func `are one of each schema, and a new schema comes with its own`() {
        let missing = (1...Int(Schema.version)).filter { !KeptDatabase(schema: $0).isThere }
        #expect(missing == [], "say in SchemaContents what is new, and run this suite with NM_SCHEMA=rewrite")
        #expect(SchemaContents.steps.count == Int(Schema.version))
    }

    /// That every table has rows, so that no kind of object is forgotten.
    @Test func `have a row in every table of this schema`() async throws {
        if getenv("NM_SCHEMA") != nil { try await rewrite() }
        let database = try DatabaseQueue(configuration: .summing)
        let sql = try KeptDatabase(schema: Int(Schema.version)).sql()
        let empty = try await database.writeWithoutTransaction { db in
            try db.execute(sql: sql)
            return try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'").filter {
                try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \($0))") ?? true
            }
        }
        #expect(empty == [])
    }

    private func rewrite() async throws {
        let schema = Int(Schema.version)
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(opening: folder + "/truth.db")
            for entry in try SchemaContents.entries(through: schema) {
                let before = Revision(entry.revision.rawValue - 1)
                try await store.commit([entry], expecting: [entry.aggregate: before])
            }
            try await store.pool.read { try KeptDatabase(schema: schema).keep($0) }
            try store.close()
        }
    }
}
