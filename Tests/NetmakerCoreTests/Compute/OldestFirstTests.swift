import NetmakerTesting
import Testing

@testable import NetmakerCore

@Suite struct `The oldest first` {
    private func entry(_ id: UInt64, _ milliseconds: Int64) -> OldestFirst<UInt64>.Entry {
        OldestFirst.Entry(id: id, since: Timestamp(millisecondsSince1970: milliseconds))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `come out as from a sorted list, in whatever order they came`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var things = OldestFirst<UInt64>()
        var plain: [UInt64: OldestFirst<UInt64>.Entry] = [:]
        for _ in 0..<800 {
            let id = UInt64.random(in: 0..<60, using: &generator)
            if Int.random(in: 0..<3, using: &generator) > 0 {
                let entry = entry(id, .random(in: 0..<100, using: &generator))
                things.insert(entry)
                plain[id] = plain[id].map { max($0, entry) } ?? entry
            } else {
                let wasThere = things.remove(id)
                let wasThereToo = plain.removeValue(forKey: id) != nil
                #expect(wasThere == wasThereToo)
            }
            #expect(things.first == plain.values.min())
            #expect(things.contains(id) == (plain[id] != nil))
        }
        #expect(things.entries == plain.values.sorted())
        while let first = things.first {
            #expect(first == plain.values.min())
            plain[first.id] = nil
            guard things.remove(first.id) else { break }
        }
        #expect(plain.isEmpty)
    }

    @Test func `are as old as the later of two times says`() {
        var things = OldestFirst<UInt64>()
        things.insert(entry(1, 20))
        things.insert(entry(1, 10))
        #expect(things.entries == [entry(1, 20)])
        things.insert(entry(1, 30))
        #expect(things.entries == [entry(1, 30)])
    }

    @Test func `leave their copies alone`() {
        var things = OldestFirst<UInt64>()
        things.insert(entry(1, 10))
        let copy = things
        _ = things.remove(1)
        #expect(copy.first == entry(1, 10))
    }
}
