internal import Foundation
internal import GRDB
internal import NetmakerCore

/// A table whose rows are the objects of an aggregate, counted in its `contents`. Nodes that were removed are not: they
/// are forgotten many at a time, by age.
enum ObjectTable {
    case user, loginSession, apiToken, node, accessKey, dnsRecord, externalClient

    var table: StoredTable {
        switch self {
        case .user: .user
        case .loginSession: .loginSession
        case .apiToken: .apiToken
        case .node: .node
        case .accessKey: .accessKey
        case .dnsRecord: .dnsRecord
        case .externalClient: .externalClient
        }
    }

    private var name: String { table.rawValue }

    /// The column that tells the rows apart.
    var key: String {
        switch self {
        case .user: "name"
        case .loginSession, .apiToken, .node, .accessKey, .dnsRecord, .externalClient: "id"
        }
    }

    /// An object as its row has it.
    struct Written {
        /// Of the row, as it was written.
        let sum: Int64
        let body: String
    }

    /// The row of this id; nil when there is none.
    func row(of id: String, in db: Database) throws -> Written? {
        let statement = try db.cachedStatement(sql: "SELECT sum, body FROM \(name) WHERE \(key) = ?")
        return try Row.fetchOne(statement, arguments: [id]).map { Written(sum: $0["sum"], body: $0["body"]) }
    }

    /// The objects of an aggregate, with the sums that their rows have as they are.
    func objects<Object: Decodable>(
        _ type: Object.Type, in network: NetworkName? = nil, of db: Database, adding contents: inout Int64
    ) throws -> [Object] {
        let filter = network == nil ? "" : "WHERE network = ?"
        let statement = try db.cachedStatement(
            sql: "SELECT \(table.columnList) FROM \(name) \(filter) ORDER BY \(key)")
        let rows = try Row.fetchCursor(
            statement, arguments: StatementArguments([network?.description].compactMap(\.self)))
        let decoder = JSONDecoder()
        var objects: [Object] = []
        while let row = try rows.next() {
            contents &+= RowSum.sum(of: row.databaseValues)
            do {
                objects.append(try decoder.decode(type, from: row["body"] as Data))
            } catch {
                throw Damage(what: "\(name) \(row[key] as String) does not decode", cause: error)
            }
        }
        return objects
    }
}

/// That what is stored is not what was written.
struct Damage: Error {
    let what: String
    /// The error beneath; nil when there is none.
    var cause: (any Error)?
}
