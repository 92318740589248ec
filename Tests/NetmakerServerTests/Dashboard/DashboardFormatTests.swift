import Foundation
import Testing

/// What `swift format` holds for Swift, of what the dashboard is written in, and of its tests.
@Suite struct `The dashboard's texts` {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL

    private static let folders = ["Sources/Dashboard/web", "Tests/ScenarioTests/Dashboard"]

    private static let files: [String] = folders.flatMap { folder in
        let found = FileManager.default.enumerator(atPath: root.path + "/" + folder)?.compactMap { $0 as? String }
        return (found ?? []).filter { $0.hasSuffix(".js") || $0.hasSuffix(".css") || $0.hasSuffix(".html") }
            .map { folder + "/" + $0 }
    }.sorted()

    @Test func `export nothing that is imported nowhere`() throws {
        let texts = try Self.files.filter { $0.hasSuffix(".js") }.map { file in
            try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
        }
        let exports = /^export (?:async )?(?:function|class|const|let) (\w+)/.anchorsMatchLineEndings()
        let imports = /\{([\w\s,]+)\}\)? (?:from|= await|=>)/
        let exported = texts.flatMap { $0.matches(of: exports).map(\.1) }
        let imported = texts.flatMap { $0.matches(of: imports) }.flatMap { $0.1.matches(of: /\w+/).map(\.0) }
        #expect(exported.count > 100)
        #expect(Set(exported).subtracting(imported) == [])
    }

    @Test func `are all looked at`() { #expect(Self.files.count > 100) }

    @Test(arguments: files)
    func `keep within 120 columns and 300 lines, with nothing at the ends of lines`(_ file: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)

        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "it ends with one line end")
        #expect(lines.count <= 301, "split it by what it is about")
        for (number, line) in zip(1..., lines) {
            #expect(line.count <= 120, "line \(number) has \(line.count) columns")
            #expect(line.last?.isWhitespace != true, "line \(number) ends with a blank")
            #expect(!line.contains("\t"), "line \(number) has a tab")
            #expect(
                line.prefix { $0 == " " }.count % 4 == 0 || file.hasSuffix(".html"), "line \(number) is indented oddly")
        }
        #expect(!text.contains("\n\n\n"), "one empty line is enough")
        if file.hasSuffix(".js") { #expect(text.hasPrefix("//"), "its first line says what it is") }
    }
}
