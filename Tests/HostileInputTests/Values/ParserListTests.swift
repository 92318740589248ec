import FoundationEssentials
import Testing

@Suite struct `The table of parsers` {
    /// Found in the sources themselves: a parser that is forgotten here is one that nothing tests.
    @Test func `has every parser there is`() throws {
        let tables = Set(ParserCase.everywhere.map { $0.name })
        #expect(try Self.parsers() == tables)
    }

    /// The types that declare `init(parsing…:)`, and what conforms to a protocol that does.
    private static func parsers() throws -> Set<String> {
        var result: Set<String> = []
        var conforming: [String: Set<String>] = [:]
        for text in try sources() {
            var type = ""
            for line in text.split(separator: "\n") {
                if let match = line.firstMatch(of: /^\S*? ?(?:struct|enum|class|actor|extension|protocol) (\w+)/) {
                    type = String(match.1)
                    if let parent = line.firstMatch(of: /[:,] (RandomIdentifier|ParsableValue|NumericValue|Word)\b/) {
                        conforming[String(parent.1), default: []].insert(type)
                    }
                } else if let match = line.firstMatch(of: /init\((parsing\w*) \w+:/) {
                    result.insert(match.1 == "parsing" ? type : "\(type)(\(match.1):)")
                }
            }
        }
        for family in conforming.keys.sorted() where result.remove(family) != nil {
            result.formUnion(conforming[family, default: []])
        }
        // The protocols themselves.
        return result.subtracting(["ParsableValue", "NumericValue", "RandomIdentifier", "Word"])
    }

    private static func sources() throws -> [String] {
        let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/Sources"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        #expect(files.count > 100)
        return try files.map { String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\($0)")), as: UTF8.self) }
    }
}
