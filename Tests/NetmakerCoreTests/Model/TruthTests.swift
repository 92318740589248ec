import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `The truth` {
    private static func withHarbor(_ mutations: [Mutation] = []) throws -> Truth {
        var truth = Truth()
        try truth.apply(entry(1, [.putNetwork(Samples.network())] + mutations))
        return truth
    }

    private static func entry(_ revision: UInt64, _ mutations: [Mutation], epoch: UInt64 = 1) -> ChangeEntry {
        ChangeEntry(
            aggregate: Samples.network(epoch: epoch).aggregate, revision: Revision(revision), time: Samples.time,
            actor: "server", mutations: mutations)
    }

    @Test func `finds a node by its id and by its WireGuard key`() throws {
        let truth = try Self.withHarbor([.putNode(Samples.node(1))])
        #expect(truth.node(Samples.nodeID(1)) == Samples.node(1))
        #expect(truth.node(with: Samples.publicKey(1)) == Samples.node(1))
    }

    @Test func `finds a node by its present key only`() throws {
        var truth = try Self.withHarbor([.putNode(Samples.node(1))])
        var rotated = Samples.node(1)
        rotated.publicKey = Samples.publicKey(7)
        try truth.apply(Self.entry(2, [.putNode(rotated)]))
        #expect(truth.node(with: Samples.publicKey(7)) == rotated)
        #expect(truth.node(with: Samples.publicKey(1)) == nil)
    }

    @Test func `refuses two nodes of one WireGuard key`() throws {
        var truth = try Self.withHarbor([.putNode(Samples.node(1))])
        var copy = Samples.node(2)
        copy.publicKey = Samples.publicKey(1)
        #expect(throws: ModelError.sample(.notUnique)) { try truth.apply(Self.entry(2, [.putNode(copy)])) }
    }

    @Test func `refuses a change of another life of a network`() throws {
        var truth = try Self.withHarbor()
        #expect(throws: ModelError.sample(.conflict)) {
            try truth.apply(Self.entry(2, [.putNode(Samples.node(1))], epoch: 2))
        }
    }

    @Test func `knows nothing of a network that was removed but which nodes it had`() throws {
        var truth = try Self.withHarbor([.putNode(Samples.node(1))])
        let removed = RemovedNode(Samples.node(1), reason: .networkDeleted, at: Samples.time)
        try truth.apply(Self.entry(2, [.removeNode(removed), .removeNetwork]))
        #expect(truth.networks.isEmpty)
        #expect(truth.node(with: Samples.publicKey(1)) == nil)
        #expect(truth.removedNodes[Samples.nodeID(1)] == removed)
        #expect(truth.revision(of: Samples.network().aggregate) == nil)
    }

    @Test func `forgets who was removed first, and no more at once than it is told to`() throws {
        var truth = try Self.withHarbor()
        for (number, seconds) in [(1, 20), (2, 10), (3, 30)] {
            let removed = RemovedNode(Samples.node(number), reason: .left, at: Samples.time + .seconds(seconds))
            try truth.apply(
                Self.entry(UInt64(number + 1), [.putNode(Samples.node(number)), .removeNode(removed)]))
        }
        truth.forgetRemovedNodes(before: Samples.time + .seconds(30), atMost: 1)
        #expect(Set(truth.removedNodes.keys) == [Samples.nodeID(1), Samples.nodeID(3)])
        truth.forgetRemovedNodes(before: Samples.time + .seconds(30))
        #expect(Set(truth.removedNodes.keys) == [Samples.nodeID(3)])
    }

    @Test func `finds a user's own sessions`() throws {
        var directory = Directory()
        let own = [1, 2].map { Samples.loginSession($0) }
        let others = Samples.loginSession(3, of: "bob")
        directory.apply((own + [others]).map { .putLoginSession($0) }, at: Revision(1))
        #expect(Set(directory.loginSessions(of: Samples.userName())) == Set(own))
        directory.apply(own.map { .removeLoginSession($0.id) }, at: Revision(2))
        #expect(directory.loginSessions(of: Samples.userName()).isEmpty)
        #expect(directory.loginSessions(of: others.user) == [others])
    }

    @Test func `finds a session by its token's hash until it is ended`() throws {
        var directory = Directory()
        directory.apply([.putLoginSession(Samples.loginSession(1))], at: Revision(1))
        #expect(directory.loginSession(with: Samples.secret(1).hash) == Samples.loginSession(1))
        directory.apply([.removeLoginSession(Samples.loginSession(1).id)], at: Revision(2))
        #expect(directory.loginSession(with: Samples.secret(1).hash) == nil)
    }
}
