import Testing

@testable import NetmakerCore

@Suite struct `Resting hosts` {
    private func entry(_ host: UInt64, _ milliseconds: Int64) -> RestingHosts.Entry {
        RestingHosts.Entry(host: host, freedAt: Timestamp(millisecondsSince1970: milliseconds))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `come out as from a sorted list, in whatever order they came`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var resting = RestingHosts()
        var plain: [UInt64: RestingHosts.Entry] = [:]
        for _ in 0..<800 {
            let host = UInt64.random(in: 0..<60, using: &generator)
            if Int.random(in: 0..<3, using: &generator) > 0 {
                let entry = entry(host, .random(in: 0..<100, using: &generator))
                resting.insert(entry)
                plain[host] = plain[host].map { max($0, entry) } ?? entry
            } else {
                let wasResting = resting.remove(host)
                let wasRestingToo = plain.removeValue(forKey: host) != nil
                #expect(wasResting == wasRestingToo)
            }
            #expect(resting.first == plain.values.min())
            #expect(resting.contains(host) == (plain[host] != nil))
        }
        #expect(resting.entries == plain.values.sorted())
        while let first = resting.first {
            #expect(first == plain.values.min())
            plain[first.host] = nil
            guard resting.remove(first.host) else { break }
        }
        #expect(plain.isEmpty)
    }

    @Test func `rest on until the later of two times`() {
        var resting = RestingHosts()
        resting.insert(entry(1, 20))
        resting.insert(entry(1, 10))
        #expect(resting.entries == [entry(1, 20)])
        resting.insert(entry(1, 30))
        #expect(resting.entries == [entry(1, 30)])
    }

    @Test func `leave their copies alone`() {
        var resting = RestingHosts()
        resting.insert(entry(1, 10))
        let copy = resting
        _ = resting.remove(1)
        #expect(copy.first == entry(1, 10))
    }
}
