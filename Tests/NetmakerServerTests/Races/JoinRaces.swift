import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

extension Races {
    @Suite struct `Machines that join at once` {
        private let folder = TemporaryPath()

        @Test func `are admitted by a key of one use exactly once`() async throws {
            let rounds = 3
            try await WholeServer.running(in: folder) { server in
                for round in 1...rounds {
                    let key = try await server.makeKey(.remaining(1))
                    let outcomes = try await race(
                        seed: round, of: 8
                    ) { number in try await Racer(round * 100 + number).attempt(server.agents, with: key) }
                    #expect(outcomes.compactMap(\.node).count == 1)
                    #expect(outcomes.count { $0 == .refused(.refused) } == 7)
                    #expect(server.harbor?.accessKey(with: key.hash)?.uses == .remaining(0))
                }
            }
            let state = try await WholeServer.left(in: folder).expectWholeJoins()
            #expect(state.nodes.count == rounds)
            #expect(state.accessKeys.values.map(\.usedCount) == Array(repeating: 1, count: rounds))
        }

        @Test func `sixty-four of them, get sixty-four addresses`() async throws {
            try await WholeServer.running(in: folder) { server in
                let key = try await server.makeKey(.remaining(64))
                let outcomes = try await race(
                    seed: 64, of: 64
                ) { number in try await Racer(number).attempt(server.agents, with: key) }
                #expect(Set(outcomes.compactMap(\.node)).count == 64)
            }
            let state = try await WholeServer.left(in: folder).expectWholeJoins()
            #expect(Set(state.nodes.values.compactMap(\.ipv4)).count == 64)
            #expect(Set(state.nodes.values.compactMap(\.ipv6)).count == 64)
            #expect(state.accessKeys.values.map(\.uses) == [.remaining(0)])
        }

        @Test func `and are one, since one machine asks eight times, are one node and one use`() async throws {
            try await WholeServer.running(in: folder) { server in
                for round in 1...2 {
                    let key = try await server.makeKey(.remaining(1))
                    let racer = Racer(round)
                    let outcomes = try await race(
                        seed: round, of: 8
                    ) { _ in try await racer.attempt(server.agents, with: key) }
                    #expect(outcomes.compactMap(\.node).count == 8)
                    #expect(Set(outcomes.compactMap(\.node)).count == 1)
                }
            }
            #expect(try await WholeServer.left(in: folder).expectWholeJoins().nodes.count == 2)
        }

        @Test func `with one WireGuard key, or wanting one name, are one node and conflicts`() async throws {
            try await WholeServer.running(in: folder) { server in
                let key = try await server.makeKey(.unlimited)
                for round in 1...2 {
                    let publicKey = Samples.publicKey(1000 + round)
                    let alike = try await race(
                        seed: round, of: 8
                    ) { number in
                        try await Racer(round * 100 + number, publicKey: publicKey).attempt(server.agents, with: key)
                    }
                    #expect(alike.compactMap(\.node).count == 1)
                    #expect(alike.count { $0 == .refused(.conflict) } == 7)

                    let name = NodeName(adapting: "gateway-\(round)")
                    let named = try await race(
                        seed: round, of: 8
                    ) { number in
                        try await Racer(round * 100 + 50 + number, name: name).attempt(server.agents, with: key)
                    }
                    #expect(named.compactMap(\.node).count == 1)
                    #expect(named.count { $0 == .refused(.conflict) } == 7)
                }
            }
            #expect(try await WholeServer.left(in: folder).expectWholeJoins().nodes.count == 4)
        }
    }
}
