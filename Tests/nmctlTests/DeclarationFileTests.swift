import Foundation
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `A file for apply` {
    struct Refused: Sendable, CustomTestStringConvertible {
        let text: String
        /// What the error has to say.
        let says: [String]
        var testDescription: String { "\(text.prefix(50))" }
    }

    private static let harbor = "netmaker: 1\nnetworks:\n  harbor:\n"
    /// Each level has the one before it nine times: the ninth is a thousand million names.
    private static let bomb =
        "a0: &a0 [x]\n"
        + (1...9).map { level in
            let aliases = Array(repeating: "*a\(level - 1)", count: 9)
            return "a\(level): &a\(level) [\(aliases.joined(separator: ", "))]\n"
        }.joined()
    /// The same as names, which the parser compares.
    private static let bombOfNames =
        "a0: &a0 {x: 1}\n" + (1...40).map { "a\($0): &a\($0) {? *a\($0 - 1) : 1, ? [*a\($0 - 1)] : 1}\n" }.joined()

    private static let refused = [
        Refused(text: "", says: ["mesh.yaml", "empty", "netmaker: 1"]),
        Refused(text: "# nothing\n", says: ["empty"]),
        Refused(text: "just words", says: ["is an object"]),
        Refused(text: "networks: {}", says: ["netmaker", "what form"]),
        Refused(text: harbor + "    mtu: 99999\n", says: ["mesh.yaml, line 4, networks.harbor.mtu: ", "99999"]),
        Refused(text: harbor + "    mtu: yes\n", says: ["line 4, networks.harbor.mtu", "wrong type"]),
        Refused(text: harbor + "    mtu: 0o17\n", says: ["line 4", "wrong type"]),
        Refused(text: harbor + "    udpHolePunching: on\n", says: ["line 4", "send true or false"]),
        Refused(text: harbor + "    colour: red\n", says: ["line 4", "no field colour", "the fields are ipv4Range"]),
        Refused(text: harbor + "    mtu: 1380\n    mtu: 1420\n", says: ["mtu is given twice"]),
        Refused(text: harbor + "    nodes:\n      a: {}\n      \"a\": {}\n", says: ["a is given twice"]),
        Refused(text: harbor + "\tmtu: 1380\n", says: ["line 4", "column", "not by tabs"]),
        Refused(text: harbor + "    mtu: [1\n", says: ["line 5", "column"]),
        Refused(
            text: harbor + "    dns:\n      a.b: {node: x, addresses: [192.0.2.1]}\n", says: ["line 5", "dns.a.b"]),
        Refused(text: harbor + "---\nnetmaker: 1\n", says: ["line 4", "second document"]),
        Refused(text: harbor + "    mtu: &size 1380\n", says: ["line 4", "anchors and aliases"]),
        Refused(text: harbor + "    mtu: *size\n", says: ["line 4", "undefined alias"]),
        Refused(text: bomb, says: ["anchors and aliases"]),
        Refused(text: bombOfNames, says: ["anchors and aliases"]),
        Refused(text: harbor + "    mtu: !!int \"1380\"\n", says: ["line 4", "tags are not read"]),
        Refused(text: harbor + "    ? [a, b]\n    : 1\n", says: ["line 4", "plain text"]),
        Refused(text: "netmaker: 1\n" + String(repeating: "[", count: 100_000), says: ["line 2"]),
        Refused(text: "a: \u{7}", says: ["characters that YAML does not allow"]),
        Refused(text: #"{"netmaker": 1, "users": {}, "users": {}}"#, says: ["users is given twice"]),
        Refused(text: #"{"netmaker": 1,}"#, says: ["is not JSON"]),
        Refused(text: #"{"netmaker": 1"#, says: ["is not JSON"]),
        Refused(text: "{netmaker: 1}", says: ["is not JSON"]),
        Refused(text: String(repeating: #"{"a":"#, count: 100_000), says: ["is not JSON"]),
        Refused(text: #"{"netmaker": 1, "networks": {"harbor": {"mtu": 1}}}"#, says: ["networks.harbor.mtu"]),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: refused) func `says where it is wrong, and what to do`(
        refused: Refused
    ) throws {
        let error = try #require(throws: ModelError.self) {
            try DeclarationFile(Array(refused.text.utf8), name: "mesh.yaml")
        }
        for part in refused.says { #expect(error.description.contains(part), "\(error.description.prefix(400))") }
        #expect(error.message.utf8.count < 1000)
    }

    @Test func `that is not UTF-8 is refused`() {
        #expect(throws: ModelError.self) { try DeclarationFile([0x6E, 0xFF, 0x3A], name: "mesh.yaml") }
        #expect(throws: ModelError.self) { try DeclarationFile([0x7B, 0xFF, 0x7D], name: "mesh.yaml") }
    }

    @Test func `says the same as YAML and as JSON, and is read as it is written`() throws {
        let yaml = try DeclarationFile(at: Self.example).declaration
        let json = try DeclarationFile(Array(try DeclarationText.json(yaml).utf8), name: "mesh.json").declaration
        #expect(json == yaml)
        let again = try DeclarationFile(Array(try DeclarationText.yaml(yaml).utf8), name: "again.yaml").declaration
        #expect(again == yaml)
    }

    /// It is read, or refused by an error of ours; nothing else happens.
    @Test(.timeLimit(.minutes(2)), arguments: 0..<UInt64(8)) func `made of a valid one does no harm`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let example = Array(try Data(contentsOf: URL(filePath: Self.example)))
        let pieces = [
            "\t", "&a ", "*a", "- ", ": ", "? ", "{", "]", "\"", "'", "|", "!!str ", "---\n", "\u{0}", "\u{85}",
        ].map { Array($0.utf8) }
        for _ in 0..<150 {
            var bytes = example
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = .random(in: 0 ... .max, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: index)
                default: bytes.removeSubrange(index..<min(index + 20, bytes.count))
                }
            }
            do throws(ModelError) { _ = try DeclarationFile(bytes, name: "mesh.yaml") } catch {
                #expect(error.message.hasPrefix("mesh.yaml"))
            }
        }
    }

    /// Texts that a YAML reader could take for something else.
    @Test(arguments: [
        "null", "true", "123", "1e3", "0x10", "1_000", "12:30:45", "2027-01-01", "on", "~", "- a", "a: b", "# c", "&a",
        "*a", "!t", "it's \"so\"", "ü 🚢", " spaces ", "%", "@", "`", "{}", "[]", "|", ">", "?", "=", "<<",
    ]) func `keeps texts what they are`(text: String) throws {
        let declaration = try Declaration([
            "netmaker": 1, "networks": ["harbor": ["displayName": .string(text), "postUp": .string("x " + text)]],
        ])
        let yaml = try DeclarationText.yaml(declaration)
        #expect(try DeclarationFile(Array(yaml.utf8), name: "x").declaration == declaration, "\(yaml)")
    }

    /// What the article shows is what the tests apply.
    @Test func `stands in the documentation as it is in the examples`() throws {
        let article = try String(contentsOfFile: Self.root + "/Docs.docc/Declarations.md", encoding: .utf8)
        let example = try String(contentsOfFile: Self.example, encoding: .utf8)
        #expect(article.contains("```yaml\n" + example + "```\n"))
    }

    private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    private static let example = root + "/Examples/declaration/mesh.yaml"
}
