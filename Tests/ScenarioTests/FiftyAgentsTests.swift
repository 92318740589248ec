import Logging
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerServer
import NetmakerTesting
import Testing

/// A server and fifty agents in one process. What the agents are told is counted, and is no more than they must be
/// told.
@Suite(.timeLimit(.minutes(5))) struct `Fifty agents` {
    private let harbor = Samples.networkName("harbor")
    private let alice = Principal.user(Samples.userName("alice"))

    @Test func `are told of a change by one record each, and of nothing twice`() async throws {
        let store = InMemoryStore()
        let agents = (1...50).map { MeshAgent(number: $0) }

        try await withServer(on: store) { control, service in
            // Fifty machines join with one key.
            try await prepare(control)
            let key = try await control.perform(
                CreateAccessKey(network: harbor, uses: .remaining(50)), as: alice
            ).result.secret
            for agent in agents { try await agent.join(harbor, with: key, via: transport(service, agent)) }

            try await connected(agents, service) {
                // Each gets the whole map, once.
                try await settled(control, service, 50)
                #expect(service.counters.fullMaps == 50)
                #expect(service.counters.recordsEncoded == 50)

                // One endpoint changes: one record is encoded, and told to the other forty-nine.
                let before = service.counters
                try await move(agents[0], to: 4001, control)
                try await settled(control, service, 50)
                let after = service.counters
                #expect(after.recordsEncoded - before.recordsEncoded == 1)
                #expect(after.deltas - before.deltas == 49)
                #expect(after.deltaRecords - before.deltaRecords == 49)
                #expect(after.fullMaps == before.fullMaps)
            }
            try await expectSameMaps(agents, control)

            // One comes back with the map it had: it is sent none.
            let before = service.counters
            try await connected([agents[7]], service) { try await settled(control, service, 1) }
            #expect(service.counters.mapsSkipped - before.mapsSkipped == 1)
            #expect(service.counters.fullMaps == before.fullMaps)
            #expect(service.counters.deltas == before.deltas)

            // Three changes are made while nobody listens.
            for port in 4002...4004 { try await move(agents[port - 4000], to: port, control) }
        }

        // The server starts anew: who missed the three gets them as one delta, from the log.
        try await withServer(on: store) { control, service in
            try await connected([agents[7]], service) { try await settled(control, service, 1) }
            #expect(service.counters.fullMaps == 0)
            #expect(service.counters.deltas == 1)
            #expect(service.counters.deltaRecords == 3)
            try await expectSameMaps([agents[7]], control)
        }
    }

    @Test func `stay in step while many change at once`() async throws {
        let agents = (1...50).map { MeshAgent(number: $0) }
        try await withServer(on: InMemoryStore()) { control, service in
            try await prepare(control)
            let key = try await control.perform(
                CreateAccessKey(network: harbor, uses: .unlimited), as: alice
            ).result.secret
            for agent in agents { try await agent.join(harbor, with: key, via: transport(service, agent)) }

            try await connected(agents, service) {
                try await settled(control, service, 50)
                // Many admins at once: commits share transactions, and news overtake those who read the truth.
                try await withThrowingTaskGroup(of: Void.self) { admins in
                    for admin in 0..<10 {
                        admins.addTask {
                            for step in 1...40 {
                                try await move(agents[(admin * 7 + step) % 50], to: 5000 + step, control)
                            }
                        }
                    }
                    try await admins.waitForAll()
                }
                try await settled(control, service, 50)
                // A delta that does not fit would have ended its agent's session, and another full map been sent.
                #expect(service.counters.fullMaps == 50)
                #expect(service.counters.sessions == 50)
            }
            try await expectSameMaps(agents, control)
        }
    }

    // MARK: Steps

    /// Runs a server over the store for as long as `body` does.
    private func withServer(
        on store: InMemoryStore, _ body: (ControlPlane, AgentService) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: logger)
        let service = AgentService(control: control, wallClock: ManualClock(), logger: logger)
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            defer { group.cancelAll() }
            try await body(control, service)
        }
    }

    private func prepare(_ control: ControlPlane) async throws {
        _ = try await control.perform(
            CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
        _ = try await control.perform(CreateNetwork(name: harbor, ranges: Samples.ranges), as: alice)
    }

    private func transport(_ service: AgentService, _ agent: MeshAgent) -> InMemoryAgentTransport {
        InMemoryAgentTransport(handler: service, source: Samples.address(agent.number))
    }

    /// Keeps the agents' sessions open for as long as `body` does.
    private func connected(
        _ agents: [MeshAgent], _ service: AgentService, _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for agent in agents {
                let transport = transport(service, agent)
                group.addTask { try await agent.stay(via: transport) }
            }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// Waits until so many agents are connected and have everything in force.
    private func settled(_ control: ControlPlane, _ service: AgentService, _ count: Int) async throws {
        while service.sessionCount < count { await Task.yield() }
        let revision = try #require(control.truth.networks[harbor]?.revision)
        let pending = await service.presence.waitUntilInForce(revision, in: harbor, timeout: .seconds(120))
        #expect(pending.isEmpty)
    }

    private func move(_ agent: MeshAgent, to port: Int, _ control: ControlPlane) async throws {
        let endpoint = Endpoint(address: Samples.address(200), port: try ListenPort(port))
        _ = try await control.perform(
            UpdateNode(network: harbor, node: await agent.node, changes: NodeChanges(endpoint: .set(endpoint))),
            as: alice)
    }

    private func expectSameMaps(_ agents: [MeshAgent], _ control: ControlPlane) async throws {
        let state = try #require(control.truth.networks[harbor])
        for agent in agents {
            let map = try #require(await agent.map)
            let node = await agent.node
            #expect(map.peers.values.sorted { $0.id < $1.id } == state.peers(of: node))
        }
    }
}
