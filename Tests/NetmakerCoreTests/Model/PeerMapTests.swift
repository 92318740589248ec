import NetmakerTesting
import Testing

@testable import NetmakerCore

@Suite struct `A peer map` {
    private static func map(_ numbers: ClosedRange<Int>, revision: UInt64 = 1) -> PeerMap {
        PeerMap(
            epoch: Epoch(rawValue: 1), revision: Revision(revision), peers: numbers.map { PeerRecord(Samples.node($0)) }
        )
    }

    private static func delta(to target: PeerMap, changed: [Int] = [], removed: [Int] = []) -> MapDelta {
        MapDelta(
            from: Revision(1), to: target.revision, changed: changed.map { PeerRecord(Samples.node($0)) },
            removed: removed.map { Samples.nodeID($0) }, digest: target.digest)
    }

    @Test func `becomes what a delta leads to`() throws {
        var map = Self.map(1...3)
        let target = Self.map(2...4, revision: 5)
        try map.apply(Self.delta(to: target, changed: [4], removed: [1]))
        #expect(map == target)
    }

    @Test func `takes a record it has already, and a removal of one it has not`() throws {
        var map = Self.map(1...3)
        try map.apply(Self.delta(to: Self.map(1...3, revision: 2), changed: [2], removed: [9]))
        #expect(map == Self.map(1...3, revision: 2))
    }

    @Test func `takes a record that comes twice once, and for what it is last`() throws {
        var map = Self.map(1...3)
        try map.apply(Self.delta(to: Self.map(1...4, revision: 2), changed: [4, 2, 4]))
        #expect(map == Self.map(1...4, revision: 2))
    }

    @Test func `refuses a delta of another revision, and stays`() {
        var map = Self.map(1...3, revision: 7)
        let delta = Self.delta(to: Self.map(1...4, revision: 8), changed: [4])
        #expect(throws: ModelError.sample(.conflict)) { try map.apply(delta) }
        #expect(map == Self.map(1...3, revision: 7))
    }

    @Test func `refuses a delta that leads elsewhere than the server says, and stays`() {
        var map = Self.map(1...3)
        let delta = Self.delta(to: Self.map(1...5, revision: 2), changed: [4])
        #expect(throws: ModelError.sample(.conflict)) { try map.apply(delta) }
        #expect(map == Self.map(1...3))
    }

    @Test func `does not grow beyond what a map may have, and stays`() throws {
        var map = Self.map(1...3)
        let delta = Self.delta(to: Self.map(1...5, revision: 2), changed: [4, 5])
        #expect(throws: ModelError.sample(.conflict)) { try map.apply(delta, atMost: 4) }
        #expect(map == Self.map(1...3))
        try map.apply(delta, atMost: 5)
        #expect(map == Self.map(1...5, revision: 2))
    }
}
