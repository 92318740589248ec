import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

/// A life of a file: a person edits it, an admin edits the node, edits arrive or are lost, the agent looks. Compared, after
/// every step, with a model of plain texts that has nothing of lines, quotes or keys' tables in it.
@Suite struct `A file's long life` {
    /// One value that both sides may change, and the texts it may have.
    struct Value: Sendable {
        let name: String
        let texts: [String]
        let field: NodeSetting.Field?
        let set: @Sendable (Int, inout Node) throws -> Void
    }

    static let values = [
        Value(name: "mtu", texts: ["1420", "1280", "1300"], field: .mtu) { $1.mtu = try MTU([1420, 1280, 1300][$0]) },
        Value(name: "listenport", texts: ["51821", "4000", "4001"], field: .listenPort) {
            $1.listenPort = try ListenPort([51821, 4000, 4001][$0])
        },
        Value(name: "roaming", texts: ["yes", "no"], field: .roaming) { $1.options.roaming = $0 == 0 },
        Value(name: "name", texts: ["machine-1", "web", "db"], field: .name) {
            $1.name = try NodeName(parsing: ["machine-1", "web", "db"][$0])
        },
        Value(name: "address", texts: ["10.10.0.1", "10.10.0.7", "10.10.0.8"], field: nil) {
            $1.ipv4 = try IPv4Address(parsing: ["10.10.0.1", "10.10.0.7", "10.10.0.8"][$0])
        },
        Value(name: "isrelay", texts: ["no", "yes"], field: nil) {
            $1.roles.relay = $0 == 0 ? nil : RelayMark(markedAt: Samples.time)
        },
    ]

    /// What the plainer model knows of one value: numbers of its texts.
    struct Plain: Equatable {
        var base = 0
        var file = 0
        /// What the server has, and what the agent has heard of that.
        var server = 0
        var heard = 0
    }

    private struct Life {
        var sides: ThreeSides
        var plain = Array(repeating: Plain(), count: values.count)
        var generator: SeededGenerator
        var published = 0, confirmed = 0, overruled = 0, putBack = 0, refused = 0

        init(seed: UInt64) throws {
            sides = try ThreeSides.agreed(.sample())
            generator = SeededGenerator(seed: seed)
        }

        /// The line of a value, as the model sees it: by its first word.
        func text(of value: Value) throws -> String {
            let line = sides.text.split(separator: "\n").first { $0.drop { $0 == " " }.hasPrefix("\(value.name):") }
            return String(try #require(line)).filter { $0 != "\"" && $0 != " " }.replacing("\(value.name):", with: "")
        }

        mutating func personEdits() throws {
            let index = Int.random(in: 0..<values.count, using: &generator)
            let value = values[index]
            let choice = Int.random(in: 0..<value.texts.count, using: &generator)
            let lines = sides.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.drop { $0 == " " }.hasPrefix("\(value.name):")
                    ? "    \(value.name): \"\(value.texts[choice])\"" : String(line)
            }
            sides.text = lines.joined(separator: "\n")
            plain[index].file = choice
        }

        mutating func adminEdits() {
            let index = Int.random(in: 0..<values.count, using: &generator)
            plain[index].server = Int.random(in: 0..<values[index].texts.count, using: &generator)
        }

        mutating func agentHears() throws {
            for index in plain.indices { plain[index].heard = plain[index].server }
            sides.view = try .sample { node in
                for (index, value) in values.enumerated() { try value.set(plain[index].heard, &node) }
            }
        }

        /// The agent looks; what it would tell the server is told, or lost on the way.
        mutating func agentLooks() throws {
            var wanted: [Int: (from: Int, to: Int)] = [:]
            for index in plain.indices {
                var value = plain[index]
                switch (value.file == value.heard, value.file == value.base, value.heard == value.base) {
                case (true, _, _): value.base = value.file
                case (_, true, _): (value.file, value.base) = (value.heard, value.heard)
                case (_, _, true) where values[index].field != nil: wanted[index] = (value.base, value.file)
                case (_, _, let isPutBack):
                    (value.file, value.base) = (value.heard, value.heard)
                    if isPutBack { putBack += 1 } else { overruled += 1 }
                }
                plain[index] = value
            }
            let merge = try sides.merge()
            #expect(Set(merge.edits.compactMap(\.to.field)) == Set(wanted.keys.compactMap { values[$0].field }))
            try check()
            guard !wanted.isEmpty else { return }
            published += wanted.count
            guard Bool.random(using: &generator) else { return }
            // The server makes them one by one, each only where nobody else was faster, perhaps twice.
            for (index, edit) in wanted.sorted(by: { $0.key < $1.key }) {
                for _ in 0..<Int.random(in: 1...2, using: &generator) {
                    if plain[index].server == edit.to { continue }
                    if plain[index].server == edit.from {
                        plain[index].server = edit.to
                        confirmed += 1
                    } else {
                        refused += 1
                        let field = try #require(values[index].field)
                        sides.refusals[field] = NodeEditRefusal(field: field.rawValue, message: "late", remedy: "look")
                        (plain[index].file, plain[index].base) = (plain[index].heard, plain[index].heard)
                    }
                }
            }
            if !sides.refusals.isEmpty {
                try sides.merge()
                try check()
            }
        }

        private func check() throws {
            for (index, value) in values.enumerated() {
                #expect(try text(of: value) == value.texts[plain[index].file], "\(value.name)")
                let base = sides.agreement?[NetConfigPlace(.node, value.name)]
                #expect(base == [value.texts[plain[index].base]], "\(value.name)")
            }
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func `goes as the plain model says`(_ seed: UInt64) throws {
        var life = try Life(seed: seed)
        for _ in 0..<150 {
            switch Int.random(in: 0..<8, using: &life.generator) {
            case 0...2: try life.personEdits()
            case 3: life.adminEdits()
            case 4, 5: try life.agentHears()
            default: try life.agentLooks()
            }
        }
        // Left alone, all three say the same in the end, and nothing is left to tell.
        for _ in 0..<12 {
            try life.agentHears()
            try life.agentLooks()
        }
        for value in life.plain where value.file == value.heard { #expect(value.base == value.file) }
        #expect(life.published > 0 && life.confirmed > 0 && life.putBack > 0 && life.overruled > 0)
    }
}
