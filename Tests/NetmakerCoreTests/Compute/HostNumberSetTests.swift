import NetmakerTesting
import Testing

@testable import NetmakerCore

@Suite struct `Sets of host numbers` {
    @Test(arguments: [1, 2, 63, 64, 65, 4095, 4096, 4097, 262_145] as [UInt64])
    func `find the lowest absent number as a scan does`(bound: UInt64) {
        var generator = SeededGenerator(seed: bound)
        var set = HostNumberSet(bound: bound)
        var plain: Set<UInt64> = []
        // Crowded at the bottom, so that words fill and empty again on every level.
        let crowd = min(bound, 4200)
        for step in 0..<12_000 {
            let number = UInt64.random(in: 0..<crowd, using: &generator)
            if step % 5 < 4 {
                let wasAbsent = set.insert(number)
                let wasAbsentToo = plain.insert(number).inserted
                #expect(wasAbsent == wasAbsentToo)
            } else {
                set.remove(number)
                plain.remove(number)
            }
            guard step % 40 == 0 else { continue }
            let start = UInt64.random(in: 0..<crowd, using: &generator)
            #expect(set.lowestAbsent(from: start) == (start..<bound).first { !plain.contains($0) })
            #expect(set.contains(number) == plain.contains(number))
        }
    }

    @Test func `have nothing absent when full`() {
        var set = HostNumberSet(bound: 130)
        for number in 0..<130 as Range<UInt64> { _ = set.insert(number) }
        #expect(set.lowestAbsent(from: 0) == nil)
        set.remove(129)
        #expect(set.lowestAbsent(from: 0) == 129)
    }

    @Test func `reach the last number of the largest range`() {
        var set = HostNumberSet(bound: 1 << 32)
        let last = UInt64(1 << 32) - 1
        #expect(set.lowestAbsent(from: last) == last)
        _ = set.insert(last)
        #expect(set.contains(last))
        #expect(set.lowestAbsent(from: last) == nil)
        #expect(set.lowestAbsent(from: 0) == 0)
    }

    @Test func `leave their copies alone`() {
        var set = HostNumberSet(bound: 200)
        for number in 0..<64 as Range<UInt64> { _ = set.insert(number) }
        let copy = set
        set.remove(3)
        _ = set.insert(64)
        #expect(copy.lowestAbsent(from: 0) == 64)
        #expect(set.lowestAbsent(from: 0) == 3)
    }
}
