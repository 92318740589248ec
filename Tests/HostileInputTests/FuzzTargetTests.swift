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
        for seed in seeds {
            #expect(seed.count <= target.maximumLength)
            try target.check(seed)
        }
    }

    /// Finds are added to the folder as they are mended, and never change.
    @Test(arguments: FuzzTarget.all)
    func `that was found once does no harm any more`(target: FuzzTarget) throws {
        for (name, bytes) in try Self.finds(of: target) {
            #expect(throws: Never.self, "\(name)") { try target.check(bytes) }
        }
    }

    @Test(arguments: FuzzTarget.all)
    func `made of valid input does no harm`(target: FuzzTarget) throws {
        var generator = SeededGenerator(seed: 0xF022)
        let seeds = try target.seeds()
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

    @Test func `that was found belongs to a target that there is`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0 != "README" }
        #expect(Set(folders).isSubset(of: FuzzTarget.all.map(\.name)))
    }

    private static let folder = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Finds"

    private static func finds(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let path = "\(folder)/\(target.name)"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map {
            ($0, Array(try Data(contentsOf: URL(filePath: "\(path)/\($0)"))))
        }
    }
}
