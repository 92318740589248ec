import Logging
import NetmakerAgent
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import ServiceLifecycle
import Testing

@testable import NetmakerServer

/// A whole server, reached by real calls, and an agent with something between that lets no stream pass.
@Suite(.timeLimit(.minutes(2))) struct `An agent that no stream reaches` {
    private static let harbor = Samples.networkName("harbor")
    private static let alice = Principal.user(Samples.userName("alice"))
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `joins, is told of changes, and says what it has in force`() async throws {
        let scratch = try ScratchFolder.make("nm-streamless")
        defer { scratch.remove() }
        let folder = scratch.path
        try await withServer { server in
            let control = server.controlPlane
            let started = try await server.started
            let key = try await control.perform(
                CreateAccessKey(network: Self.harbor, uses: .unlimited), as: Self.alice
            ).result.secret
            let backend = FakeBackend()
            let environment = AgentEnvironment(
                folder: AgentFolder(directory: folder + "/etc", runDirectory: folder + "/run"), backend: backend,
                connect: { CallsAlone(calls: GRPCAgentTransport(server: $0, pins: $1)) }, nameListening: .anyPort,
                logger: Self.quiet)

            // It joins, and has its map before the join is done.
            let membership = try await environment.join(
                MembershipRequest(
                    network: Self.harbor,
                    server: try ServerAddress(host: "127.0.0.1", port: started.agents.port), pins: started.pins,
                    key: key))
            #expect(membership.trouble == nil)
            let agent = try Agent(network: Self.harbor, environment: environment)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { _ = try await agent.run() } catch is CancellationError { return }
                }
                defer { group.cancelAll() }
                try await agent.progress { $0.connection == .checkingIn && $0.isReachable }

                // Another machine joins: the next check-in brings it.
                _ = try await control.perform(
                    JoinNetwork(
                        network: Self.harbor, key: key, identity: Samples.identity(2),
                        publicKey: Samples.publicKey(2), report: Samples.report(2), source: nil), as: .nobody)
                let revision = try #require(control.truth.networks[Self.harbor]).revision
                let message = try await environment.pull(Self.harbor)
                #expect(message == "network harbor is at revision \(revision)")
                let tunnel = await backend.tunnel(membership.configuration.interface)
                let device = try #require(tunnel?.device)
                #expect(try await device.state().peers.map(\.key) == [Samples.publicKey(2)])

                // The server knows, though there is no session to wait for.
                let presence = server.presence.of(membership.configuration.node, in: Self.harbor)
                #expect(presence.acknowledged == revision)
                #expect(!presence.isConnected)
            }
        }
    }

    private func withServer(_ body: (Server) async throws -> Void) async throws {
        let data = try ScratchFolder.make("nm-streamless")
        defer { data.remove() }
        let server = try Server(
            ServerConfiguration(
                dataDirectory: DataDirectory(data.path), publicHost: "127.0.0.1",
                listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0), logger: Self.quiet)
        let services = ServiceGroup(services: [server], logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            _ = try await server.started
            let control = server.controlPlane
            _ = try await control.perform(
                CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
            _ = try await control.perform(
                CreateNetwork(name: Self.harbor, ranges: Samples.ranges), as: Self.alice)
            let result: Result<Void, any Error>
            do { result = .success(try await body(server)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            try result.get()
        }
    }
}

/// Lets calls pass, and no stream.
private struct CallsAlone: AgentTransport {
    let calls: GRPCAgentTransport

    func challenge() async throws -> Challenge { try await calls.challenge() }
    func join(_ request: Signed<JoinRequest>) async throws -> JoinReply { try await calls.join(request) }
    func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply { try await calls.checkIn(request) }
    func leave(_ request: Signed<LeaveRequest>) async throws { try await calls.leave(request) }

    func withCalls<Value: Sendable>(_ body: (any AgentCalls) async throws -> Value) async throws -> Value {
        try await calls.withCalls(body)
    }

    func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value {
        throw AgentProtocolError(.unavailable, message: "no stream passes", remedy: "check in")
    }
}
