internal import Foundation
internal import GRDB
internal import NetmakerCore

/// The change log as people read it.
extension Database {
    func log(_ query: LogQuery) throws -> LogPage {
        let search = LogSearch(query)
        let found = try Row.fetchCursor(cachedStatement(sql: search.sql), arguments: search.arguments)
        var rows: [ChangeRecord] = []
        var (seen, size) = (0, 0)
        var position: UInt64?
        while let row = try found.next() {
            // That there is another is all that is asked of it.
            guard rows.count < query.limit, seen < LogQuery.reach, size < LogQuery.largestSize else {
                return LogPage(rows, next: position)
            }
            seen += 1
            position = UInt64(row["position"] as Int64)
            guard row["matches"] else { continue }
            let record = try record(at: row["sequence"], steps: query.stepLimit)
            rows.append(record.record)
            size += record.size
        }
        return LogPage(rows, next: nil)
    }

    /// The row of this sequence, with as many steps, and how large it is.
    private func record(at sequence: Int64, steps limit: Int?) throws -> (record: ChangeRecord, size: Int) {
        let statement = try cachedStatement(
            sql: """
                SELECT aggregate, revision, time, actor, mutations, replaced FROM change_log WHERE sequence = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [sequence]) else {
            throw Damage(what: "row \(sequence) of the change log is lost")
        }
        let mutations = Array(row["mutations"] as Data)
        let replaced = (row["replaced"] as Data?).map { Array($0) }
        let steps = try JSONParts.parts(of: mutations[...])
        let texts = try replaced.map { try JSONParts.parts(of: $0[...]) }
        guard texts?.count ?? steps.count == steps.count else {
            throw Damage(what: "row \(sequence) of the change log does not say what it replaced")
        }
        let decoder = JSONDecoder()
        let shown = steps.prefix(limit ?? steps.count)
        let record = ChangeRecord(
            sequence: UInt64(sequence),
            entry: ChangeEntry(
                aggregate: try AggregateID(parsing: row["aggregate"]),
                revision: Revision(UInt64(row["revision"] as Int64)),
                time: Timestamp(millisecondsSince1970: row["time"]), actor: row["actor"],
                mutations: try shown.map { try decoder.decode(Mutation.self, from: Data($0)) }),
            former: try shown.indices.map { index in
                try texts.map { try FormerText.former($0[index], replacedBy: steps[index]) } ?? .unknown
            },
            stepCount: steps.count)
        return (record, mutations.count + (replaced?.count ?? 0))
    }
}

/// A query of the log as SQL: a row a row of the log, with whether it is wanted. None of them is read for that but
/// where texts are looked for.
private struct LogSearch {
    private(set) var sql: String
    private(set) var arguments = StatementArguments()

    init(_ query: LogQuery) {
        let isNewestFirst = query.order == .newestFirst
        let order = isNewestFirst ? "DESC" : "ASC"
        let position =
            if case .aggregate = query.scope { "revision" } else { "sequence" }
        var wanted = ["TRUE"]
        if let since = query.since {
            wanted.append("time >= ?")
            arguments += [since.millisecondsSince1970]
        }
        if let until = query.until {
            wanted.append("time < ?")
            arguments += [until.millisecondsSince1970]
        }
        if let actor = query.actor {
            // As text, not as a pattern: what comes after the slash is a token of theirs.
            wanted.append("(actor = ? OR substr(actor, 1, length(?) + 1) = ? || '/')")
            arguments += [actor, actor, actor]
        }
        if case .network(let name) = query.scope {
            wanted.append("substr(aggregate, 1, length(?)) = ?")
            arguments += ["network/\(name)/", "network/\(name)/"]
        }
        for group in query.texts {
            let one = group.map { _ in "instr(mutations, ?) OR instr(ifnull(replaced, ''), ?)" }
            wanted.append("(\(one.joined(separator: " OR ")))")
            for text in group { arguments += [text, text] }
        }
        var limits = ["TRUE"]
        if case .aggregate(let aggregate) = query.scope {
            limits.append("aggregate = ?")
            arguments += [aggregate.description]
        }
        if let start = query.position {
            limits.append("\(position) \(isNewestFirst ? "<" : ">") ?")
            arguments += [Int64(clamping: start)]
        }
        sql = """
            SELECT sequence, \(position) AS position, (\(wanted.joined(separator: " AND "))) AS matches
            FROM change_log WHERE \(limits.joined(separator: " AND ")) ORDER BY \(position) \(order)
            """
    }
}
