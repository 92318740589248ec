import NetmakerTesting
import Testing

@testable import NetmakerCore

/// The allocator as one would write it on a napkin: a set and a scan.
private struct PlainAllocator {
    let hosts: ClosedRange<UInt32>
    var taken: Set<UInt32> = []
    var freed: [(host: UInt32, at: Timestamp)] = []

    mutating func allocate(now: Timestamp) -> UInt32? {
        freed.removeAll { now.duration(since: $0.at) >= AddressAllocator.quarantine }
        let resting = Set(freed.map(\.host))
        let longestFreed = freed.min { ($0.at, $0.host) < ($1.at, $1.host) }
        let free = hosts.first { !taken.contains($0) && !resting.contains($0) } ?? longestFreed?.host
        guard let free else { return nil }
        claim(free)
        return free
    }

    mutating func claim(_ host: UInt32) {
        freed.removeAll { $0.host == host }
        taken.insert(host)
    }

    mutating func release(_ host: UInt32, at time: Timestamp) {
        taken.remove(host)
        freed.append((host, time))
    }
}

@Suite struct `Address allocation` {
    private let start = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    private func allocator(_ range: String) throws -> AddressAllocator {
        AddressAllocator(range: try IPPrefix(parsing: range))
    }

    @Test func `hands out the lowest free address, never the network's own`() throws {
        var allocator = try allocator("10.10.0.0/16")
        #expect(try allocator.allocate(now: start).description == "10.10.0.1")
        #expect(try allocator.allocate(now: start).description == "10.10.0.2")
    }

    @Test func `hands out everything but network and broadcast, then says what to do`() throws {
        var allocator = try allocator("10.0.0.0/29")
        let addresses = try (0..<6).map { _ in try allocator.allocate(now: start).description }
        #expect(addresses == (1...6).map { "10.0.0.\($0)" })
        let error = #expect(throws: ModelError.self) { try allocator.allocate(now: start) }
        #expect(error?.code == .exhausted)
        #expect(error?.message == "10.0.0.0/29 has no free address")
        #expect(error?.remedy.contains("a wider range") == true)
    }

    @Test func `never hands out the subnet-router anycast address of an IPv6 range`() throws {
        var allocator = try allocator("fd00::/126")
        let addresses = try (0..<3).map { _ in try allocator.allocate(now: start).description }
        #expect(addresses == ["fd00::1", "fd00::2", "fd00::3"])
        #expect(throws: ModelError.self) { try allocator.allocate(now: start) }
    }

    @Test func `lets a freed address rest for an hour`() throws {
        var allocator = try allocator("10.0.0.0/24")
        let first = try allocator.allocate(now: start)
        allocator.release(first, at: start)
        #expect(try allocator.next(now: start + .milliseconds(3_599_999)).description == "10.0.0.2")
        #expect(try allocator.next(now: start + .seconds(3600)).description == "10.0.0.1")
    }

    @Test func `hands out a resting address when no other is left, the longest rested first`() throws {
        var allocator = try allocator("10.0.0.0/30")
        let first = try allocator.allocate(now: start)
        let second = try allocator.allocate(now: start)
        allocator.release(second, at: start)
        allocator.release(first, at: start + .seconds(1))
        #expect(try allocator.allocate(now: start + .seconds(2)) == second)
        #expect(try allocator.allocate(now: start + .seconds(2)) == first)
    }

    @Test func `refuses an address that is taken or outside`() throws {
        var allocator = try allocator("10.0.0.0/24")
        try allocator.claim(IPAddress(parsing: "10.0.0.7"))
        for address in ["10.0.0.7", "10.0.0.0", "10.0.0.255", "10.0.1.1", "fd00::1"] {
            #expect(throws: ModelError.self, "\(address)") { try allocator.claim(IPAddress(parsing: address)) }
        }
    }

    @Test(arguments: [
        ("10.0.0.0", "the network address"), ("10.0.0.255", "the broadcast address"), ("10.0.1.1", "lies outside"),
    ])
    func `says why an address is for no node`(address: String, reason: String) throws {
        var allocator = try allocator("10.0.0.0/24")
        let error = #expect(throws: ModelError.self) { try allocator.claim(IPAddress(parsing: address)) }
        #expect(error?.code == .invalidValue)
        #expect(error?.field == "address")
        #expect(error?.message.contains(reason) == true)
    }

    @Test func `knows what a node may take`() throws {
        var allocator = try allocator("10.0.0.0/24")
        let address = try allocator.allocate(now: start)
        #expect(!allocator.isFree(address))
        allocator.release(address, at: start)
        #expect(allocator.isFree(address))
        #expect(!allocator.isFree(try IPAddress(parsing: "10.0.0.0")))
        #expect(!allocator.isFree(try IPAddress(parsing: "10.0.1.1")))
    }

    @Test(arguments: ["10.0.0.0/31", "10.0.0.0/32", "fd00::/128"])
    func `has nothing to give in a range without hosts`(range: String) throws {
        var allocator = try allocator(range)
        #expect(throws: ModelError(.exhausted, message: "", remedy: "")) { try allocator.allocate(now: start) }
    }

    @Test(arguments: [("0.0.0.0/0", "0.0.0.1"), ("::/0", "::1"), ("fd00::/8", "fd00::1")])
    func `serves the widest ranges`(range: String, first: String) throws {
        var allocator = try allocator(range)
        #expect(try allocator.allocate(now: start).description == first)
    }

    @Test func `lets an admin choose above what it hands out itself`() throws {
        var allocator = try allocator("fd00::/64")
        let high = try IPAddress(parsing: "fd00::dead:beef:0:1")
        #expect(allocator.isFree(high))
        try allocator.claim(high)
        #expect(allocator.usedCount == 1)
        #expect(!allocator.isFree(high))
        #expect(throws: ModelError(.notUnique, message: "", remedy: "")) { try allocator.claim(high) }
        allocator.release(high, at: start)
        allocator.release(high, at: start)
        #expect(allocator.usedCount == 0)
        try allocator.claim(high)
        #expect(try allocator.allocate(now: start).description == "fd00::1")
    }

    @Test func `counts an address once however often it is released`() throws {
        var allocator = try allocator("10.0.0.0/24")
        let address = try allocator.allocate(now: start)
        allocator.release(address, at: start)
        allocator.release(address, at: start + .seconds(1))
        #expect(allocator.usedCount == 0)
        #expect(allocator.quarantined.map(\.freedAt) == [start])
    }

    @Test func `a copy is not changed by its original`() throws {
        var allocator = try allocator("10.0.0.0/24")
        let copy = allocator
        _ = try allocator.allocate(now: start)
        #expect(try copy.next(now: start).description == "10.0.0.1")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `agrees with a plain set on any history`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let range = try IPv4Prefix(parsing: ["10.0.0.0/28", "10.0.0.0/25", "10.0.0.0/19"][Int(seed % 3)])
        var allocator = AddressAllocator(range: .v4(range))
        let hosts = range.address.rawValue + 1...range.last.rawValue - 1
        var plain = PlainAllocator(hosts: hosts)
        var now = start
        for _ in 0..<600 {
            now = now + .seconds(Int64.random(in: 0...120, using: &generator))
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<6:
                let expected = plain.allocate(now: now).map { IPAddress.v4(IPv4Address(rawValue: $0)) }
                #expect((try? allocator.allocate(now: now)) == expected)
            case 6..<9:
                guard let host = plain.taken.sorted().randomElement(using: &generator) else { continue }
                plain.release(host, at: now)
                allocator.release(.v4(IPv4Address(rawValue: host)), at: now)
            default:
                let host = UInt32.random(in: hosts, using: &generator)
                guard !plain.taken.contains(host) else { continue }
                plain.claim(host)
                try allocator.claim(.v4(IPv4Address(rawValue: host)))
            }
            #expect(allocator.usedCount == plain.taken.count)
        }
    }

    @Test func `finds the one gap in a full range`() throws {
        var allocator = try allocator("10.0.0.0/18")
        var gap: IPAddress?
        for number in 1...16_382 {
            let address = try allocator.allocate(now: start)
            if number == 9000 { gap = address }
        }
        let freed = try #require(gap)
        allocator.release(freed, at: start)
        #expect(try allocator.allocate(now: start + .seconds(7200)) == freed)
        #expect(throws: ModelError.self) { try allocator.allocate(now: start + .seconds(7200)) }
    }
}
