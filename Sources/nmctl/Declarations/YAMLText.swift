internal import NetmakerAPI
internal import NetmakerCore
internal import Yams

/// The one document of a YAML file as JSON would say it, and on which lines it says what.
///
/// Only what JSON can say is read, and words are words: `yes` and `on` are texts (YAML 1.2), `null`, `true`, `false` and
/// whole numbers are not, unless they stand in quotes. Anchors and aliases are refused: a file that is the sum of its
/// lines is never larger than it looks.
struct YAMLText: Sendable {
    let content: JSONValue
    let lines: Lines

    /// On which line a field is, by its path.
    struct Lines: Sendable {
        fileprivate var line = 0
        fileprivate var fields: [String: Lines] = [:]

        /// The line of the field, or of what it should be in; nil for the file as a whole.
        func line(of path: String) -> Int? {
            // Names may have dots, so the longest that fits is meant.
            let inside = fields.filter { path == $0.key || path.hasPrefix($0.key + ".") }
            guard let (name, found) = inside.max(by: { $0.key.count < $1.key.count }) else {
                return line == 0 ? nil : line
            }
            return found.line(of: String(path.dropFirst(name.count + 1)))
        }
    }

    /// - Throws: `ModelError.Code.invalidValue` that names the line.
    init(_ bytes: [UInt8]) throws(ModelError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ModelError(.invalidValue, message: "it is not UTF-8", remedy: "save it as UTF-8")
        }
        try Self.requireFewAliases(bytes)
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            // Nodes know their anchors as long as the parser lives.
            let result = try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    throw ModelError(
                        .invalidValue, message: "it is empty", remedy: "begin with the line netmaker: 1")
                }
                return try Self.read(root)
            }
            (content, lines) = (result.value, result.lines)
        } catch let error as ModelError {
            throw error
        } catch let error as YamlError {
            throw Self.fault(error, text)
        } catch {
            throw ModelError(.invalidValue, message: "it is not YAML: \(error)", remedy: "correct it")
        }
    }

    private static func read(_ node: Yams.Node) throws(ModelError) -> (value: JSONValue, lines: Lines) {
        let line = node.mark?.line ?? 0
        guard !node.hasAnchor else {
            throw invalid("anchors and aliases are not read", on: line, remedy: "write out what is meant")
        }
        var lines = Lines(line: line)
        switch node {
        case .scalar(let scalar): return (try value(of: scalar, on: line), lines)
        case .sequence(let sequence):
            try requireNoTag(sequence.tag, .seq, on: line)
            var items: [JSONValue] = []
            for item in sequence { items.append(try read(item).value) }
            return (.array(items), lines)
        case .mapping(let mapping):
            try requireNoTag(mapping.tag, .map, on: line)
            var fields: [String: JSONValue] = [:]
            for (key, node) in mapping {
                let keyLine = key.mark?.line ?? line
                guard case .scalar(let name) = key, !key.hasAnchor else {
                    throw invalid("a name is to be plain text", on: keyLine, remedy: "put it in quotes")
                }
                let (value, inside) = try read(node)
                guard fields.updateValue(value, forKey: name.string) == nil else {
                    throw repeated(name.string, on: keyLine)
                }
                lines.fields[name.string] = Lines(line: keyLine, fields: inside.fields)
            }
            return (.object(fields), lines)
        case .alias:
            throw invalid("anchors and aliases are not read", on: line, remedy: "write out what is meant")
        }
    }

    private static func value(of scalar: Yams.Node.Scalar, on line: Int) throws(ModelError) -> JSONValue {
        try requireNoTag(scalar.tag, .str, on: line)
        guard scalar.style == .plain, scalar.tag.description.isEmpty else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true": return true
        case "false": return false
        case let text:
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            let isWhole = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            let isPlain = isWhole && (digits.count == 1 || digits.first != "0")
            return isPlain ? Int(text).map(JSONValue.integer) ?? .string(text) : .string(text)
        }
    }

    private static func requireNoTag(
        _ tag: Yams.Tag, _ usual: Yams.Tag.Name, on line: Int
    ) throws(ModelError) {
        guard [Yams.Tag.Name.implicit.rawValue, usual.rawValue].contains(tag.description) else {
            throw invalid("tags are not read", on: line, remedy: "leave out what begins with an exclamation mark")
        }
    }

    /// The parser compares names with all they hold, which takes for ever where aliases of aliases are names. Of fewer
    /// than these none can become many.
    private static let harmlessAliases = 24

    private static func requireFewAliases(_ bytes: [UInt8]) throws(ModelError) {
        var (anchors, aliases, line) = (0, 0, 1)
        var previous = UInt8(ascii: " ")
        for (byte, next) in zip(bytes, bytes.dropFirst()) {
            defer { previous = byte }
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), Self.opensToken(after: previous),
                next.isNameCharacter
            else { continue }
            if byte == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
            guard anchors > 0, aliases > harmlessAliases else { continue }
            throw invalid("anchors and aliases are not read", on: line, remedy: "write out what is meant")
        }
    }

    private static func opensToken(after byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D].contains(byte) || "[]{},:?-\"'".utf8.contains(byte)
    }

    // MARK: Faults

    private static func fault(_ error: YamlError, _ text: String) -> ModelError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
            let row = rows.indices.contains(mark.line - 1) ? rows[mark.line - 1] : ""
            return invalid(
                "column \(mark.column): \(problem)", on: mark.line,
                remedy: row.contains("\t") ? "indent by spaces, not by tabs" : "correct the YAML there")
        case .composer(let context, let problem, let mark, _):
            let isSecond = context != nil
            return invalid(
                isSecond ? "a second document begins" : problem, on: mark.line,
                remedy: isSecond ? "put all into one document" : "write out what is meant")
        case .duplicatedKeysInMapping(let names, let context):
            return repeated(names.first ?? "a name", on: context.mark.line)
        case .reader(let problem, _, _, _):
            return ModelError(
                .invalidValue, message: "it has characters that YAML does not allow: \(problem)",
                remedy: "take them out")
        default: return ModelError(.invalidValue, message: "it is not YAML: \(error)", remedy: "correct it")
        }
    }

    private static func repeated(_ name: String, on line: Int) -> ModelError {
        invalid("\(name.excerpt) is given twice in one object", on: line, remedy: "give it once")
    }

    private static func invalid(_ message: String, on line: Int, remedy: String) -> ModelError {
        ModelError(.invalidValue, message: "line \(line): \(message)", remedy: remedy)
    }
}

extension Yams.Node {
    fileprivate var hasAnchor: Bool {
        switch self {
        case .scalar(let node): node.anchor != nil
        case .mapping(let node): node.anchor != nil
        case .sequence(let node): node.anchor != nil
        case .alias: true
        }
    }
}

extension UInt8 {
    /// Of a name of an anchor, as libyaml has it.
    fileprivate var isNameCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
