import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A network's state` {
    private static func state(_ nodes: ClosedRange<Int>) throws -> NetworkState {
        try NetworkState(
            Samples.network(), revision: Revision(1), nodes: nodes.map { Samples.node($0) }, accessKeys: [],
            removedNodes: [])
    }

    @Test func `finds a node by name and by identity`() throws {
        let state = try Self.state(1...3)
        #expect(state.node(named: Samples.nodeName(2))?.id == Samples.nodeID(2))
        #expect(state.node(with: Samples.identity(3))?.id == Samples.nodeID(3))
    }

    @Test func `finds a renamed node by its new name only`() throws {
        var state = try Self.state(1...1)
        var node = Samples.node(1)
        node.name = NodeName(adapting: "gateway")
        try state.apply([.putNode(node)], at: Revision(2), time: Samples.time)
        #expect(state.node(named: node.name) == node)
        #expect(state.node(named: Samples.nodeName(1)) == nil)
    }

    @Test func `finds an access key by its name until it is removed`() throws {
        var state = try Self.state(1...1)
        let key = Samples.accessKey(1)
        try state.apply([.putAccessKey(key)], at: Revision(2), time: Samples.time)
        #expect(state.accessKey(named: key.name) == key)
        try state.apply([.removeAccessKey(key.id)], at: Revision(3), time: Samples.time)
        #expect(state.accessKey(named: key.name) == nil)
    }

    @Test func `leaves a copy as it was`() throws {
        let before = try Self.state(1...2)
        var after = before
        try after.apply([.putNode(Samples.node(3))], at: Revision(2), time: Samples.time)
        #expect(before.nodes.count == 2)
        #expect(before != after)
    }

    @Test func `takes the addresses a node has, and hands out the lowest others`() throws {
        var state = try Self.state(1...2)
        try state.apply([.putNode(Samples.node(4))], at: Revision(2), time: Samples.time)
        let next = try state.nextAddresses(now: Samples.time)
        #expect(next.ipv4?.description == "10.10.0.3")
        #expect(next.ipv6?.description == "fd00:10::3")
    }

    @Test func `frees an address that a node has given up, after it rested`() throws {
        var state = try Self.state(1...1)
        var moved = Samples.node(1)
        moved.ipv4 = Samples.node(9).ipv4
        try state.apply([.putNode(moved)], at: Revision(2), time: Samples.time)
        #expect(try state.nextAddresses(now: Samples.time).ipv4?.description == "10.10.0.2")
        let rested = Samples.time + AddressAllocator.quarantine + .seconds(1)
        #expect(try state.nextAddresses(now: rested).ipv4?.description == "10.10.0.1")
    }

    @Test func `refuses two nodes of one address, name or identity`() throws {
        let state = try Self.state(1...1)
        let clashes: [(inout Node) -> Void] = [
            { $0.ipv4 = Samples.node(1).ipv4 },
            { $0.name = Samples.nodeName(1) },
        ]
        for clash in clashes {
            var node = Samples.node(2)
            clash(&node)
            #expect(throws: ModelError.sample(.notUnique)) {
                var state = state
                try state.apply([.putNode(node)], at: Revision(2), time: Samples.time)
            }
        }
    }

    @Test func `refuses an address of a family it has no range of`() throws {
        let ranges = try AddressRanges(ipv4: IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: nil)
        #expect(throws: ModelError.sample(.conflict)) {
            try NetworkState(
                Samples.network(ranges: ranges), revision: Revision(1), nodes: [Samples.node(1)], accessKeys: [],
                removedNodes: [])
        }
    }

    @Test func `knows the digest of what a node is told without looking at the others`() throws {
        let state = try Self.state(1...5)
        for viewer in 1...5 {
            let map = PeerMap(
                epoch: state.network.epoch, revision: state.revision, peers: state.peers(of: Samples.nodeID(viewer)))
            #expect(state.digest(for: Samples.nodeID(viewer)) == map.digest)
        }
    }

    @Test func `knows which nodes changed lately`() throws {
        var state = try Self.state(1...5)
        let start = state.revision
        let removed = RemovedNode(Samples.node(3), reason: .left, at: Samples.time)
        try state.apply([.putNode(Samples.node(2)), .removeNode(removed)], at: Revision(2), time: Samples.time)
        try state.apply([], at: Revision(3), time: Samples.time)
        try state.apply([.putNode(Samples.node(6))], at: Revision(4), time: Samples.time)
        #expect(state.nodesChanged(after: start) == [Samples.nodeID(2), Samples.nodeID(3), Samples.nodeID(6)])
        #expect(state.nodesChanged(after: Revision(2)) == [Samples.nodeID(6)])
        #expect(state.nodesChanged(after: Revision(4)) == [])
        #expect(state.nodesChanged(after: .zero) == nil)
    }

    @Test func `forgets what changed long ago, and knows that it has`() throws {
        var state = try Self.state(1...5)
        for number in 2...1200 {
            try state.apply(
                [.putNode(Samples.node(1 + number % 5))], at: Revision(UInt64(number)), time: Samples.time)
        }
        #expect(state.nodesChanged(after: Revision(687)) == nil)
        #expect(state.nodesChanged(after: Revision(688))?.count == 5)
        try state.apply([.putNode(Samples.node(1))], at: Revision(1_000_000_000), time: Samples.time)
        #expect(state.nodesChanged(after: Revision(1200)) == nil)
        #expect(state.nodesChanged(after: Revision(999_999_999)) == [Samples.nodeID(1)])
    }

    @Test func `knows the digest of each node's record`() throws {
        var state = try Self.state(1...3)
        #expect(state.recordDigest(of: Samples.nodeID(2)) == PeerRecord(Samples.node(2)).digest)
        let removed = RemovedNode(Samples.node(2), reason: .left, at: Samples.time)
        try state.apply([.removeNode(removed)], at: Revision(2), time: Samples.time)
        #expect(state.recordDigest(of: Samples.nodeID(2)) == nil)
    }

    @Test func `has the same digest whatever way led to it`() throws {
        var state = try Self.state(1...3)
        let removed = RemovedNode(Samples.node(3), reason: .left, at: Samples.time)
        var moved = Samples.node(2)
        moved.observedIPv4 = IPv4Address(rawValue: 0xC000_0209)
        try state.apply([.removeNode(removed), .putNode(moved)], at: Revision(2), time: Samples.time)
        let direct = try NetworkState(
            Samples.network(), revision: Revision(2), nodes: [Samples.node(1), moved], accessKeys: [],
            removedNodes: [removed])
        #expect(state.recordDigest == direct.recordDigest)
    }
}

extension ModelError {
    /// An error to compare with: only the code counts.
    static func sample(_ code: Code) -> ModelError { ModelError(code, message: "", remedy: "") }
}
