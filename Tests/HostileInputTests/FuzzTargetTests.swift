import FoundationEssentials
import NetmakerTesting
import Testing

extension FuzzTarget: CustomTestStringConvertible {
    var testDescription: String { name }
}

/// What the fuzzer begins with, what it once found, and a little chance: `Scripts/fuzz` looks further.
@Suite struct `Hostile input` {
    @Test(arguments: FuzzTarget.all)
    func `has something valid to begin with`(target: FuzzTarget) throws {
        let seeds = try target.seeds()
        #expect(!seeds.isEmpty)
        for (number, seed) in seeds.enumerated() {
            #expect(try target.check(seed) == .taken, "seed \(number)")
        }
        for (number, input) in try target.nearMisses().enumerated() {
            #expect(try target.check(input) == .refused, "near miss \(number)")
        }
        #expect(try target.beginnings().allSatisfy { $0.count <= target.maximumLength })
    }

    /// Finds are added to the folder as they are mended, and never change. One that was taken and must not be says so
    /// in its name.
    @Test(arguments: try found())
    func `that was found once does no harm any more`(find: Find) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == find.target })
        let verdict = try target.check(find.bytes)
        if find.name.hasPrefix("refused-") { #expect(verdict == .refused) }
        // Which parser a text is for is a number: it is another's when parsers have come before it since.
        if target.name == FuzzTarget.texts.name, let (parser, _) = FuzzTarget.choice(ParserCase.all, find.bytes) {
            #expect(find.name.contains(parser.name))
        }
    }

    @Test func `that was found is there to be read`() throws {
        #expect(try !Self.found().isEmpty)
    }

    @Test(arguments: FuzzTarget.all)
    func `made of valid input does no harm`(target: FuzzTarget) throws {
        var generator = SeededGenerator(seed: 0xF022)
        let seeds = try target.beginnings()
        for _ in 0..<2000 {
            var input = seeds[Int.random(in: seeds.indices, using: &generator)]
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !input.isEmpty {
                let index = Int.random(in: input.indices, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: input[index] = .random(in: 0 ... .max, using: &generator)
                case 1: input.remove(at: index)
                case 2: input.removeSubrange(index...)
                default: input.insert(contentsOf: seeds[Int.random(in: seeds.indices, using: &generator)], at: index)
                }
            }
            #expect(throws: Never.self, "\(input)") { try target.check(input) }
        }
    }

    /// An input that broke something once.
    struct Find: Sendable, CustomTestStringConvertible {
        let target: String
        let name: String
        let bytes: [UInt8]

        var testDescription: String { "\(target): \(name)" }
    }

    /// The files in the folders that are named for their targets.
    private static func found() throws -> [Find] {
        let folder = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Finds"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().compactMap { path in
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count == 2 else { return nil }
            return Find(
                target: parts[0], name: parts[1],
                bytes: Array(try Data(contentsOf: URL(filePath: "\(folder)/\(path)"))))
        }
    }
}
