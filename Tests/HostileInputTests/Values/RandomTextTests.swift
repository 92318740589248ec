import NetmakerTesting
import Testing

/// Chance, from a seed: a thousand texts for every parser, made of nothing and of valid texts.
@Suite struct `Random texts` {
    @Test(arguments: ParserCase.everywhere)
    func `are refused, or stand for a value that comes back`(parser: ParserCase) throws {
        var generator = SeededGenerator(seed: 0x7E47)
        var taken = 0
        for _ in 0..<1000 {
            let text =
                Bool.random(using: &generator)
                ? Self.text(using: &generator) : Self.garbled(parser.accepted, using: &generator)
            if let canonical = try parser.check(text) {
                taken += 1
                #expect(try parser.check(canonical) == canonical)
            }
        }
        // Or the texts would be too wild to tell anything.
        #expect(taken > 0)
    }

    private static let signs = Array("0123456789abcdefxABF.:/-+%_@=\"[]{}, \t\n\u{0}\u{1B}éЖ١９\u{301}\u{200B}😀K")

    private static func text(using generator: inout SeededGenerator) -> String {
        let length = Int.random(in: 0...60, using: &generator)
        return String((0..<length).map { _ in signs[Int.random(in: signs.indices, using: &generator)] })
    }

    /// A valid text with up to two characters changed, dropped or doubled.
    private static func garbled(_ texts: [String], using generator: inout SeededGenerator) -> String {
        var characters = Array(texts.randomElement(using: &generator) ?? "")
        for _ in 0..<Int.random(in: 0...2, using: &generator) where !characters.isEmpty {
            let index = Int.random(in: characters.indices, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: characters[index] = signs[Int.random(in: signs.indices, using: &generator)]
            case 1: characters.remove(at: index)
            default: characters.insert(characters[index], at: index)
            }
        }
        return String(characters)
    }
}
