internal import ArgumentParser
internal import FoundationEssentials
internal import Yams

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case yaml
    /// Names or secrets alone, one a line: as `--quiet` answers, remarks apart.
    case name
}

/// How a command answers, and how much it says.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .customLong("output")], help: "How to answer.")
    var format = OutputFormat.table
    @Flag(name: .shortAndLong, help: "Answer with names or secrets only, one a line, and make no remarks.")
    var quiet = false

    func render<Item: Presentable>(_ items: [Item]) throws {
        Console.answer(try text(of: items, width: Console.width))
    }

    func render(_ item: some Presentable) throws { Console.answer(try text(of: item, width: Console.width)) }

    /// Answers with what is no table: as JSON unless YAML is asked for.
    func render(plain value: some Encodable) throws {
        Console.answer(format == .yaml ? try Self.yaml(value) : try Self.json(value))
    }

    /// Answers with one of a stream of items, whose columns nobody knows the widths of yet: a line each, in YAML a
    /// document.
    func stream(_ item: some Presentable) throws {
        switch format {
        case .json: Console.answer(try Self.line(item))
        case .yaml: Console.answer("---\n" + (try Self.yaml(item)))
        case .name: Console.answer(item.identifier + "\n")
        case .table where quiet: Console.answer(item.identifier + "\n")
        case .table: Console.answer(Table(rows: [item.row]).text())
        }
    }

    /// Says that something is done that leaves nothing to show.
    func confirm(_ message: String) throws {
        switch format {
        case .json: Console.answer(try Self.json(["message": message]))
        case .yaml: Console.answer(try Self.yaml(["message": message]))
        case .name: break
        case .table where quiet: break
        case .table: Console.answer(message + "\n")
        }
    }

    /// A remark, apart from the answer.
    func note(_ text: String) {
        if !quiet { Console.note(text) }
    }

    /// Tells what no table holds.
    func narrate<Item: Narrated>(_ items: [Item]) throws { Console.answer(try text(narrating: items)) }

    func narrate(_ item: some Narrated) throws { Console.answer(try text(narrating: item)) }

    func text<Item: Narrated>(narrating items: [Item]) throws -> String {
        switch format {
        case .json: try Self.json(items)
        case .yaml: try Self.yaml(items)
        case .name: Self.lines(items.map(\.identifier))
        case .table where quiet: Self.lines(items.map(\.identifier))
        case .table: Self.lines(items.flatMap(\.lines))
        }
    }

    func text(narrating item: some Narrated) throws -> String {
        switch format {
        case .json: try Self.json(item)
        case .yaml: try Self.yaml(item)
        case .name: Self.lines([item.identifier].filter { !$0.isEmpty })
        case .table where quiet: Self.lines([item.identifier].filter { !$0.isEmpty })
        case .table: Self.lines(item.lines)
        }
    }

    private static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    /// - Parameter width: what a table has to fit in, in columns of a terminal; nil for as much as it takes.
    func text<Item: Presentable>(of items: [Item], width: Int? = nil) throws -> String {
        switch format {
        case .json: try Self.json(items)
        case .yaml: try Self.yaml(items)
        case .name: names(of: items)
        case .table where quiet: names(of: items)
        case .table:
            Table(columns: Item.columns, rows: items.map(\.row), unimportant: Item.unimportantColumns)
                .text(width: width)
        }
    }

    /// - Parameter width: what a table has to fit in, in columns of a terminal; nil for as much as it takes.
    func text(of item: some Presentable, width: Int? = nil) throws -> String {
        switch format {
        case .json: try Self.json(item)
        case .yaml: try Self.yaml(item)
        case .name: names(of: [item])
        case .table where quiet: names(of: [item])
        case .table: item.detailText(width: width)
        }
    }

    private func names<Item: Presentable>(of items: [Item]) -> String {
        items.map { $0.identifier + "\n" }.joined()
    }

    private static func yaml(_ value: some Encodable) throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = true
        return try encoder.encode(value)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    private static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
