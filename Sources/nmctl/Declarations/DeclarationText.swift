internal import FoundationEssentials
internal import NetmakerAPI
internal import Yams

/// A declaration as a file: the same for the same server, line by line, so that a difference tells what changed.
enum DeclarationText {
    static func yaml(_ declaration: Declaration) throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.indent = 2
        // A command of many words stays on its line.
        encoder.options.width = -1
        encoder.options.allowUnicode = true
        return try encoder.encode(declaration)
    }

    static func json(_ declaration: Declaration) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(declaration), as: UTF8.self) + "\n"
    }
}
