import NetmakerTesting
import Testing

@testable import NetmakerCore

@Suite struct `Quarantine of addresses` {
    private let start = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    private func allocator(_ range: String = "10.0.0.0/24") throws -> AddressAllocator {
        AddressAllocator(range: try IPPrefix(parsing: range))
    }

    @Test func `goes on after a restart`() throws {
        var allocator = try allocator()
        allocator.restoreQuarantine(address: try IPAddress(parsing: "10.0.0.1"), freedAt: start)
        #expect(try allocator.next(now: start).description == "10.0.0.2")
        #expect(try allocator.next(now: start + .seconds(3600)).description == "10.0.0.1")
        #expect(allocator.usedCount == 0)
    }

    @Test func `does not depend on the order in which it is restored`() throws {
        var allocator = try allocator("10.0.0.0/29")
        for number in 4...6 { try allocator.claim(IPAddress(parsing: "10.0.0.\(number)")) }
        for (number, minutes) in [(2, 20), (3, 30), (1, 10)] {
            allocator.restoreQuarantine(
                address: try IPAddress(parsing: "10.0.0.\(number)"), freedAt: start + .seconds(60 * minutes))
        }
        let order = try (0..<3).map { _ in try allocator.allocate(now: start + .seconds(1800)).description }
        #expect(order == ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
    }

    @Test func `of an address that was freed twice counts from the last time`() throws {
        let address = try IPAddress(parsing: "10.0.0.1")
        for times in [[0, 600], [600, 0]] {
            var allocator = try allocator()
            for time in times { allocator.restoreQuarantine(address: address, freedAt: start + .seconds(time)) }
            #expect(allocator.quarantined.map(\.freedAt) == [start + .seconds(600)])
        }
    }

    @Test func `leaves an address alone that is taken by now, or is none of the range`() throws {
        var allocator = try allocator()
        let taken = try allocator.allocate(now: start)
        for address in [taken, try IPAddress(parsing: "10.0.0.255"), try IPAddress(parsing: "192.0.2.1")] {
            allocator.restoreQuarantine(address: address, freedAt: start)
        }
        #expect(allocator.quarantined.isEmpty)
        #expect(!allocator.isFree(taken))
    }

    @Test func `ends for an address that is claimed`() throws {
        var allocator = try allocator()
        let address = try allocator.allocate(now: start)
        allocator.release(address, at: start)
        try allocator.claim(address)
        #expect(allocator.quarantined.isEmpty)
        #expect(try allocator.next(now: start + .seconds(7200)).description == "10.0.0.2")
    }

    @Test func `is swept by later releases, so that it never grows without end`() throws {
        var allocator = try allocator("10.0.0.0/16")
        for hour in 0..<100 {
            let address = try IPAddress(parsing: "10.0.1.\(hour)")
            try allocator.claim(address)
            allocator.release(address, at: start + .seconds(3600 * hour))
        }
        #expect(allocator.quarantined.count == 1)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `kept and restored, leads to the same addresses`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var live = try allocator("10.0.0.0/27")
        var taken: Set<IPAddress> = []
        var now = start
        for _ in 0..<150 {
            now = now + .seconds(Int64.random(in: 0...200, using: &generator))
            if Bool.random(using: &generator), let address = taken.sorted().randomElement(using: &generator) {
                taken.remove(address)
                live.release(address, at: now)
            } else if let address = try? live.allocate(now: now) {
                taken.insert(address)
            }
        }
        var restored = try allocator("10.0.0.0/27")
        for address in taken.shuffled(using: &generator) { try restored.claim(address) }
        for (address, freedAt) in live.quarantined.shuffled(using: &generator) {
            restored.restoreQuarantine(address: address, freedAt: freedAt)
        }
        #expect(restored.usedCount == live.usedCount)
        for _ in 0..<40 {
            now = now + .seconds(300)
            #expect((try? restored.allocate(now: now)) == (try? live.allocate(now: now)))
        }
    }
}
