import FoundationEssentials
import NetmakerCore
import Testing

/// Found in the sources themselves: a statement that nothing runs in a test is held to the list too.
@Suite struct `What is logged` {
    @Test func `is called by no name that is not on the list, and the list has none that nobody uses`() throws {
        var used: Set<String> = []
        for (name, text) in try Self.sources() {
            let keys = Self.keys(in: text)
            for key in keys { #expect(LogKey(rawValue: key) != nil, "\(name) logs \(key)") }
            used.formUnion(keys)
        }
        #expect(used.count > 15)
        #expect(Set(LogKey.allCases.map(\.rawValue)).subtracting(used) == [])
    }

    @Test func `is explained to operators, name by name`() throws {
        let article = try Self.text(at: Self.root + "/Docs.docc/Operations.md")
        for key in LogKey.allCases { #expect(article.contains("| `\(key.rawValue)` |"), "\(key)") }
    }

    /// The keys of every `metadata: [...]` literal.
    private static func keys(in text: String) -> [String] {
        text.matches(of: /metadata: \[(?<pairs>(?:[^\[\]"]|"(?:[^"\\]|\\.)*")*)\]/).flatMap { literal in
            literal.pairs.matches(of: /(?:^|,)\s*"(?<key>\w+)":/).map { String($0.key) }
        }
    }

    private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    private static func sources() throws -> [(name: String, text: String)] {
        let folder = root + "/Sources"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".swift") && !$0.contains("Generated") }
        #expect(names.count > 100)
        return try names.map { ($0, try text(at: "\(folder)/\($0)")) }
    }

    private static func text(at path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
