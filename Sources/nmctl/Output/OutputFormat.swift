internal import ArgumentParser
internal import FoundationEssentials

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
}

/// How a command answers, and how much it says.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .customLong("output")], help: "How to answer.")
    var format = OutputFormat.table
    @Flag(name: .shortAndLong, help: "Answer with names or secrets only, one a line, and make no remarks.")
    var quiet = false

    func render<Item: Presentable>(_ items: [Item]) throws { Console.answer(try text(of: items)) }

    func render(_ item: some Presentable) throws { Console.answer(try text(of: item)) }

    /// Says that something is done that leaves nothing to show.
    func confirm(_ message: String) throws {
        switch format {
        case .json: Console.answer(try Self.json(["message": message]))
        case .table where quiet: break
        case .table: Console.answer(message + "\n")
        }
    }

    /// A remark, apart from the answer.
    func note(_ text: String) {
        if !quiet { Console.note(text) }
    }

    func text<Item: Presentable>(of items: [Item]) throws -> String {
        switch format {
        case .json: try Self.json(items)
        case .table where quiet: items.map { $0.identifier + "\n" }.joined()
        case .table: Table(columns: Item.columns, rows: items.map(\.row)).text
        }
    }

    func text(of item: some Presentable) throws -> String {
        switch format {
        case .json: try Self.json(item)
        case .table where quiet: item.identifier + "\n"
        case .table: Table(details: item.details).text
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
