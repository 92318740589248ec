import DurableFiles
import FoundationEssentials
import Testing

@testable import NetmakerAgent

@Suite struct `The article on the configuration file` {
    /// The table of the article: the lines between its heading and the next.
    private static func rows() throws -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Docs.docc/TheConfigurationFile.md").path
        let text = String(decoding: try AtomicFile.read(path, limit: 1 << 20), as: UTF8.self)
        return text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Key ") }
    }

    @Test func `has a row for every key of the table, and no other`() throws {
        #expect(try Self.rows() == NetConfigKey.all.map(\.documentation))
    }

    @Test func `is of keys of which each has names of its own`() {
        let names = NetConfigKey.all.flatMap { key in
            ([key.place.name] + key.aliases).map { NetConfigPlace(key.place.section, $0) }
        }
        #expect(Set(names).count == names.count)
        #expect(NetConfigKey.all.count == 54)
    }
}
