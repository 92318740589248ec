import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `A whole map` {
    /// Every record of a state as it is made from nothing.
    private func expected(_ state: NetworkState) throws -> [EncodedPeerRecord] {
        try state.nodes.values.sorted { $0.id < $1.id }.map { try EncodedPeerRecord(PeerRecord($0)) }
    }

    private func state(_ numbers: ClosedRange<Int>) throws -> NetworkState {
        try NetworkState(
            Samples.network(), revision: Revision(1), nodes: numbers.map { Samples.node($0) }, accessKeys: [],
            removedNodes: [])
    }

    private func moved(_ number: Int, to host: Int, in state: NetworkState) -> Mutation {
        var node = Samples.node(number)
        node.revision = state.revision.next
        node.observedIPv4 = IPv4Address(rawValue: 0xC000_0200 + UInt32(host))
        return .putNode(node)
    }

    private func gone(_ number: Int) -> Mutation {
        .removeNode(RemovedNode(Samples.node(number), reason: .left, at: Samples.time))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `stays what it would be if it were made anew, whatever happens`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var state = try state(1...40)
        var present = Set(1...40)
        let cache = RecordCache(meter: DeliveryMeter())
        for _ in 1...150 {
            // Nobody asks after every change.
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let number = Int.random(in: 1...60, using: &random)
                let leaves = present.contains(number) && Int.random(in: 0..<3, using: &random) == 0
                if leaves { present.remove(number) } else { present.insert(number) }
                try state.apply(
                    [leaves ? gone(number) : moved(number, to: Int.random(in: 1...250, using: &random), in: state)],
                    at: state.revision.next, time: Samples.time)
            }
            #expect(try cache.records(of: state) == expected(state))
        }
    }

    @Test func `is encoded once, and again only what has changed`() throws {
        let meter = DeliveryMeter()
        let cache = RecordCache(meter: meter)
        var state = try state(1...20)
        _ = try cache.records(of: state)
        try state.apply([moved(7, to: 9, in: state)], at: Revision(2), time: Samples.time)
        _ = try cache.records(of: state)
        #expect(meter.current.recordsEncoded == 21)
    }

    @Test func `of a state that others have left behind is that state's`() throws {
        let cache = RecordCache(meter: DeliveryMeter())
        let old = try state(1...5)
        var new = old
        try new.apply([moved(2, to: 9, in: old), gone(4)], at: Revision(2), time: Samples.time)
        _ = try cache.records(of: new)
        #expect(try cache.records(of: old) == expected(old))
        #expect(try cache.records(of: new) == expected(new))
    }

    @Test func `is made anew when too much has happened to be remembered`() throws {
        let cache = RecordCache(meter: DeliveryMeter())
        var state = try state(1...5)
        _ = try cache.records(of: state)
        try state.apply([gone(3)], at: Revision(2), time: Samples.time)
        for number in 1...600 {
            try state.apply([moved(1, to: number % 200, in: state)], at: state.revision.next, time: Samples.time)
        }
        #expect(try cache.records(of: state) == expected(state))
    }

    @Test func `is made anew for a state that does not follow from the one before`() throws {
        let cache = RecordCache(meter: DeliveryMeter())
        _ = try cache.records(of: state(1...5))
        var other = try state(2...7)
        try other.apply([moved(2, to: 9, in: other)], at: Revision(2), time: Samples.time)
        #expect(try cache.records(of: other) == expected(other))
    }
}
