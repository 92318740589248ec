import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

extension Races {
    @Suite struct `What goes while machines join` {
        private let folder = TemporaryPath()

        @Test(arguments: [AccessKey.Uses.remaining(1), .unlimited])
        func `a node, is not brought back by its own repeats`(_ uses: AccessKey.Uses) async throws {
            try await WholeServer.running(in: folder) { server in
                for round in 1...2 {
                    let key = try await server.makeKey(uses)
                    let racer = Racer(round)
                    let first = try await racer.join(server.agents, with: key).configuration.node
                    let answered = Mutex(0)
                    let removal: @Sendable () async throws -> Void = {
                        try await until { answered.withLock { $0 } >= round }
                        try await server.perform(RemoveNode(network: WholeServer.harbor, node: first))
                    }
                    let outcomes = try await race(
                        seed: round, of: 5, against: removal
                    ) { _ in
                        defer { answered.withLock { $0 += 1 } }
                        return try await racer.attempt(server.agents, with: key)
                    }
                    // One more, which is certain to ask after the removal.
                    let last = try await racer.attempt(server.agents, with: key)
                    // Whoever asked before the removal was the old node still. A key that is spent admits nobody then;
                    // one that is not makes one new node, whose repeats are that one.
                    let later = Set(outcomes).subtracting([.joined(first)]).union([last])
                    #expect(server.harbor?.nodes[first] == nil)
                    #expect(server.control.truth.removedNodes[first]?.reason == .removed)
                    #expect(later == [last])
                    switch uses {
                    case .remaining: #expect(last == .refused(.refused))
                    case .unlimited: #expect(last.node != nil && last.node != first)
                    }
                    for node in later.compactMap(\.node) {
                        try await server.perform(RemoveNode(network: WholeServer.harbor, node: node))
                    }
                }
            }
            #expect(try await WholeServer.left(in: folder).expectWholeJoins().nodes.isEmpty)
        }

        @Test func `an access key, has admitted those who were in time and nobody after`() async throws {
            let admitted = try await WholeServer.running(in: folder) { server in
                var admitted: Set<NodeID> = []
                for round in 1...2 {
                    let key = try await server.makeKey(.unlimited)
                    let id = try #require(server.harbor?.accessKey(with: key.hash)?.id)
                    let deletion: @Sendable () async throws -> Void = {
                        try await until { server.harbor?.accessKeys[id]?.usedCount ?? 0 >= round }
                        try await server.perform(DeleteAccessKey(network: WholeServer.harbor, key: id))
                    }
                    let outcomes = try await race(
                        seed: round, of: 6, against: deletion
                    ) { number in try await Racer(round * 100 + number).attempt(server.agents, with: key) }
                    #expect(outcomes.allSatisfy { $0.node != nil || $0 == .refused(.refused) })
                    #expect(try await Racer(round * 100 + 99).attempt(server.agents, with: key) == .refused(.refused))
                    admitted.formUnion(outcomes.compactMap(\.node))
                }
                return admitted
            }
            let state = try await WholeServer.left(in: folder).expectWholeJoins()
            #expect(Set(state.nodes.keys) == admitted)
            #expect(state.accessKeys.isEmpty)
        }

        @Test func `a network, takes everybody with it, and says so to each`() async throws {
            try await WholeServer.running(in: folder) { server in
                for round in 1...2 {
                    let key = try await server.makeKey(.remaining(8))
                    let racers = (1...8).map { Racer(round * 100 + $0) }
                    let deletion: @Sendable () async throws -> Void = {
                        try await until { server.harbor?.nodes.count ?? 0 >= round * 2 }
                        try await server.perform(DeleteNetwork(name: WholeServer.harbor, nodes: .removed))
                    }
                    let outcomes = try await race(
                        seed: round, of: 8, against: deletion
                    ) { try await racers[$0 - 1].attempt(server.agents, with: key) }
                    #expect(outcomes.allSatisfy { $0.node != nil || $0 == .refused(.refused) })
                    #expect(server.harbor == nil)
                    for (racer, outcome) in zip(racers, outcomes) {
                        guard let node = outcome.node else { continue }
                        #expect(server.control.truth.removedNodes[node]?.reason == .networkDeleted)
                        let hello = Hello(node: node, position: nil, report: Samples.report(racer.number))
                        let id = try #require(server.control.truth.directory.server?.id)
                        await #expect(throws: AgentProtocolError.sample(.removed)) {
                            try await server.agents.withSession(hello, identity: racer.identity, server: id) { _ in }
                        }
                    }
                    // Another of that name is another: it knows neither the key nor the machines.
                    try await server.perform(CreateNetwork(name: WholeServer.harbor, ranges: Samples.ranges))
                    #expect(try await racers[0].attempt(server.agents, with: key) == .refused(.refused))
                    #expect(server.harbor?.nodes.isEmpty == true)
                }
            }
            #expect(try await WholeServer.left(in: folder).expectWholeJoins().accessKeys.isEmpty)
        }
    }
}
