import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A new WireGuard key` {
    private func report(_ number: Int, next key: PublicKey?) -> NodeReport {
        var report = Samples.report(number)
        report.nextPublicKey = key
        return report
    }

    @Test func `is asked for, made known, and only then used`() async throws {
        try await World.with { world in
            let (node, other) = (try await world.join(1), try await world.join(2))
            try await world.perform(RefreshKeys(network: World.harbor))
            func told() throws -> NodeConfiguration {
                let state = try #require(world.harbor)
                return NodeConfiguration(of: try #require(state.nodes[node.id]), in: state.network)
            }
            #expect(try told().nextKey == .make)
            let key = Samples.publicKey(101)
            try await world.perform(
                ReportNode(node: node.id, report: report(1, next: key), source: nil), as: .node(node.id))
            let known = try #require(world.harbor)
            #expect(try told().nextKey == .none)
            #expect(try told().publicKey == node.publicKey)
            #expect(known.peers(of: other.id).map(\.publicKeys) == [[node.publicKey, key]])
            #expect(
                try await world.perform(AdoptKeys(network: World.harbor, knownAt: known.revision), as: .server)
                    == [node.id])
            #expect(try told().publicKey == key)
            #expect(world.harbor?.peers(of: other.id).map(\.publicKeys) == [[key]])
            #expect(world.control.truth.node(with: node.publicKey) == nil)
            #expect(world.harbor?.hasNextKeys == false)
        }
    }

    @Test func `is asked of every agent that listens`() async throws {
        try await World.with { world in
            let nodes = [try await world.join(1), try await world.join(2)]
            let subscriptions = nodes.map { world.control.feed.subscribe(node: $0.id, in: World.harbor) }
            try await world.perform(RefreshKeys(network: World.harbor))
            for subscription in subscriptions {
                #expect(await subscription.next()?.configurationChanged == true)
                subscription.cancel()
            }
        }
    }

    @Test func `that came later waits for its own turn`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let before = try #require(world.harbor?.revision)
            try await world.perform(
                ReportNode(node: node.id, report: report(1, next: Samples.publicKey(101)), source: nil),
                as: .node(node.id))
            #expect(try await world.perform(AdoptKeys(network: World.harbor, knownAt: before), as: .server) == [])
        }
    }

    @Test func `is nobody else's, neither the present nor the next one`() async throws {
        try await World.with { world in
            let (first, second) = (try await world.join(1), try await world.join(2))
            try await world.perform(
                ReportNode(node: first.id, report: report(1, next: Samples.publicKey(101)), source: nil),
                as: .node(first.id))
            for taken in [first.publicKey, Samples.publicKey(101)] {
                await #expect(throws: ControlError.sample(.conflict)) {
                    try await world.perform(
                        ReportNode(node: second.id, report: report(2, next: taken), source: nil), as: .node(second.id))
                }
            }
        }
    }
}
