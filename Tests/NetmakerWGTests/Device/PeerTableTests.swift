import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerWG

@Suite struct `A table of peers` {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `holds what a dictionary holds, whatever comes and goes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let keys = try (0..<60).map { try publicKey(number: $0) }
        var table = PeerTable<Int>(seed: generator.next())
        var model: [PublicKey: Int] = [:]
        for step in 0..<2000 {
            // It fills up and is emptied, again and again.
            let isFilling = step / 100 % 2 == 0
            let key = keys[Int.random(in: keys.indices, using: &generator)]
            let value = Int.random(in: 0..<(isFilling ? 5 : 2), using: &generator) == 0 ? nil : step
            table[key] = isFilling ? value : nil
            model[key] = isFilling ? value : nil
            try #require(table.count == model.count)
            try #require(keys.allSatisfy { table[$0] == model[$0] })
        }
        #expect(table.mapValues { $0 } == model)
        #expect(Set(table.keys) == Set(model.keys))
        #expect(table.values.sorted() == model.values.sorted())
    }

    @Test func `puts keys elsewhere by another seed, and keeps them apart when all fall together`() throws {
        let keys = try (0..<500).map { try publicKey(number: $0) }
        // By the lowest bits, to one of sixteen places.
        func places(_ seed: UInt64) -> [UInt64] { keys.map { $0.mixed(with: seed) & 15 } }
        #expect(places(1) == places(1))
        #expect(places(1) != places(2))
        var table = PeerTable<Int>(seed: 1)
        let together = keys.filter { $0.mixed(with: 1) & 15 == 3 }
        #expect(together.count > 8)
        for (number, key) in together.enumerated() { table[key] = number }
        for key in together.dropLast() { table[key] = nil }
        #expect(table.keys.elementsEqual(together.suffix(1)))
        #expect(table[together[together.count - 1]] == together.count - 1)
    }

    @Test func `keeps the order in which its peers came`() throws {
        var table = PeerTable<Int>()
        for number in 0..<100 { table[try publicKey(number: number)] = number }
        #expect(Array(table.values) == Array(0..<100))
        #expect(table.map(\.value) == Array(0..<100))
    }

    @Test func `finds what was appended all at once`() throws {
        var table = PeerTable<Int>()
        table.reserveCapacity(1000)
        for number in 0..<1000 { table.appendUnindexed(try publicKey(number: number), number) }
        let areDistinct = table.index()
        #expect(areDistinct)
        for number in 0..<1000 { #expect(table[try publicKey(number: number)] == number) }
        #expect(table[try publicKey(number: 1000)] == nil)
    }

    @Test func `tells keys apart that are made to fall together where a factor can be zero`() throws {
        let key = { (number: UInt8) throws in
            try PublicKey(
                bytes: [number] + [UInt8](repeating: 0, count: 7)
                    + withUnsafeBytes(of: 0x9E37_79B9_7F4A_7C15 as UInt64) { Array($0) } + [number]
                    + [UInt8](repeating: 0, count: 15))
        }
        let numbers = Set(try (0..<200).map { try key($0).mixed(with: 0x0123_4567_89AB_CDEF) })
        #expect(numbers.count == 200)
    }

    @Test func `notices a key that was appended twice`() throws {
        var table = PeerTable<Int>()
        for number in [1, 2, 1] { table.appendUnindexed(try publicKey(number: number), number) }
        let areDistinct = table.index()
        #expect(!areDistinct)
    }

    @Test func `is not changed by a change of its copy`() throws {
        let key = try publicKey(number: 1)
        let table: PeerTable<Int> = [key: 1]
        var copy = table
        copy[key] = nil
        #expect(table[key] == 1)
        #expect(copy.isEmpty)
    }
}
