import ArgumentParser
import Foundation
import NetmakerCore
import Testing

@testable import nmctl

@Suite struct `The documentation` {
    @Test func `shows command lines of nmctl that there are`() throws {
        let lines = try Self.files.flatMap(Self.commandLines)
        #expect(lines.count >= 40)
        for example in lines {
            #expect(throws: Never.self, "\(example.line)") { try NMCtl.parseAsRoot(example.arguments) }
        }
    }

    private static var files: [URL] {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
            let articles = try FileManager.default.contentsOfDirectory(
                at: root.appending(path: "Docs.docc"), includingPropertiesForKeys: nil)
            return articles.filter { $0.pathExtension == "md" } + [root.appending(path: "README.md")]
        }
    }

    /// The lines of nmctl between fences, without what a shell does before and after.
    private static func commandLines(in file: URL) throws -> [Example] {
        let text = try String(contentsOf: file, encoding: .utf8)
        let blocks = text.components(separatedBy: "```").enumerated().filter { !$0.offset.isMultiple(of: 2) }
        let lines = blocks.flatMap { $0.element.replacing("\\\n", with: " ").split(separator: "\n") }
        return lines.compactMap { line in
            let words = line.split(separator: " ").drop { $0.contains("=") && $0.hasPrefix("NMCTL_") }
            guard words.first == "nmctl" else { return nil }
            let command = words.prefix { !["|", ">", "#", "&&"].contains($0) }
            return Example(line: command.map { placeholders[String($0)] ?? String($0) }.joined(separator: " "))
        }
    }

    /// What readers put in.
    private static let placeholders = ["PIN": Fixtures.pin.description, "NODE": "web", "ID": "9f86d081884c7d65"]
}
