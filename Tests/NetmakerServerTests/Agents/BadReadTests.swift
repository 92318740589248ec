import Hummingbird
import HummingbirdTesting
import Logging
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `A store that cannot be read` {
    private let store = FaultyStore()

    /// What readiness says.
    private func readiness(of control: ControlPlane) async throws -> Answer {
        let face = PublicFace(host: "vpn.example.org") { [] }
        face.bind(to: PublicFace.Ports(api: try ListenPort(8081), agents: try ListenPort(50051)))
        let router = Router(context: APIContext.self)
        router.addRoutes(HealthRoutes(controlPlane: control, face: face).endpoints)
        return try await Application(router: router, logger: APIWorld.quiet).test(.router) { client in
            try await client.execute(uri: "/readyz", method: .get) {
                Answer(status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body))
            }
        }
    }

    @Test(arguments: FaultyStore.Read.allCases.filter { $0 != .changes })
    func `at the start serves no agent`(_ read: FaultyStore.Read) async throws {
        let machine = Kept()
        try await AgentWorld.with(store: store) { world in
            let joined = try await world.join(1...2)[0]
            machine.keep(joined, map: try await joined.map())
        }
        store.fail(read)
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)

        await #expect(throws: FaultyStore.damage) { try await control.load() }
        #expect(try await readiness(of: control).status == 503)
        // Neither a map nor a word of having been removed, even to who asks the service all the same.
        let service = AgentService(control: control, logger: APIWorld.quiet)
        let client = AgentClient(transport: InMemoryAgentTransport(handler: service, source: Samples.address(1)))
        let (joined, _) = try #require(machine.kept)
        let error = await #expect(throws: AgentProtocolError.self) { try await joined.reaching(client).map() }
        #expect(error?.code == .unavailable)
        #expect(service.counters.fullMaps == 0 && service.counters.deltas == 0)
    }

    @Test func `at the start ends the server with what is wrong`() async throws {
        let folder = TemporaryPath()
        try await AgentWorld.with(store: store) { _ = try await $0.join(1) }
        store.fail(.snapshot)
        let configuration = ServerConfiguration(
            dataDirectory: DataDirectory(folder.path), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0)

        let server = try Server(configuration, store: store, logger: APIWorld.quiet)
        await #expect(throws: FaultyStore.damage) { try await server.run() }
        await #expect(throws: FaultyStore.damage) { try await server.started }
    }

    @Test func `later has agents sent what is known to be right, and is told of`() async throws {
        let log = LogRecord()
        try await AgentWorld.with(store: store, logger: log.logger) { world in
            let machines = try await world.join(1...3)
            let map = try await machines[0].map()
            try await world.remove(machines[2])
            try await world.moveEndpoint(of: machines[1], to: 4242)
            store.fail(.changes)

            // The whole map, from the state that was verified when it was read; nothing from the log.
            let told = try await machines[0].withSession(at: MapPosition(map)) { try await $0.map() }
            #expect(Set(told.peers.keys) == [machines[1].node])
            #expect(told.digest == world.harbor.digest(for: machines[0].node))
            #expect(world.service.counters.deltas == 0)

            let lines = log.lines(saying: "change log not read")
            #expect(lines.contains { $0.level == .error && $0.metadata.values.contains { $0.contains("node 7") } })
            let failed = try await readiness(of: world.control)
            let health = try failed.decoded(as: HealthResource.self)
            #expect(failed.status == 503)
            #expect(health.reason == "the change log cannot be read")
            #expect(health.since == world.clock.now)

            // As soon as it can be read again, all is well.
            store.heal()
            _ = try await machines[0].withSession(at: MapPosition(map)) { try await $0.delta() }
            #expect(try await readiness(of: world.control).status == 200)
        }
    }

    @Test func `is told of since its first failure`() async throws {
        try await AgentWorld.with(store: store) { world in
            let machines = try await world.join(1...2)
            let map = try await machines[0].map()
            try await world.moveEndpoint(of: machines[1], to: 4242)
            store.fail(.changes)
            let start = world.clock.now
            for _ in 0..<2 {
                _ = try await machines[0].withSession(at: MapPosition(map)) { try await $0.map() }
                world.clock.advance(by: .seconds(60))
            }
            #expect(try await readiness(of: world.control).decoded(as: HealthResource.self).since == start)
        }
    }
}
