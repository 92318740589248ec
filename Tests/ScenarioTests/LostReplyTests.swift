import DurableFiles
import Logging
import NetmakerAgent
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerServer
import NetmakerTesting
import Synchronization
import Testing

/// An agent and a server that is real but for its socket, between which an answer gets lost.
@Suite(.timeLimit(.minutes(1))) struct `A join whose answer was lost` {
    private let harbor = Samples.networkName("harbor")

    @Test func `is finished by the next, as the same node and for one use of the key`() async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let control = ControlPlane(store: InMemoryStore(), wallClock: ManualClock(), logger: logger)
        let service = AgentService(control: control, logger: logger)
        let scratch = try ScratchFolder.make("nm-lost")
        defer { scratch.remove() }
        let folder = scratch.path
        let transport = ForgetfulTransport(
            inner: InMemoryAgentTransport(handler: service, source: Samples.address(1)))
        let environment = AgentEnvironment(
            folder: AgentFolder(directory: folder + "/etc", runDirectory: folder + "/run"), backend: FakeBackend(),
            connect: { _, _ in transport }, nameListening: .anyPort, logger: logger)
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            defer { group.cancelAll() }
            let alice = Principal.user(Samples.userName("alice"))
            _ = try await control.perform(
                CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
            _ = try await control.perform(CreateNetwork(name: harbor, ranges: Samples.ranges), as: alice)
            let key = try await control.perform(CreateAccessKey(network: harbor, uses: .remaining(1)), as: alice)
            let request = MembershipRequest(
                network: harbor, server: try ServerAddress(parsing: "203.0.113.10:50051"), pins: [],
                key: key.result.secret)

            // The server has the node; the machine does not know.
            let error = await #expect(throws: AgentError.self) { try await environment.join(request) }
            #expect(error?.code == .unreachable)
            let admitted = try #require(control.truth.networks[harbor]?.nodes.values.first)
            #expect(try Folder.contents(folder + "/etc") == ["nettoken-harbor.joining"])

            // The key has no use left, and needs none.
            let membership = try await environment.join(request)
            #expect(membership.trouble == nil)
            let state = try #require(control.truth.networks[harbor])
            #expect(membership.configuration.node == admitted.id)
            #expect(state.nodes.count == 1)
            #expect(state.accessKeys[key.result.key.id]?.usedCount == 1)
            #expect(try !Folder.contents(folder + "/etc").contains("nettoken-harbor.joining"))
        }
    }
}

/// Carries everything to the server, and loses the first answer to a join.
private final class ForgetfulTransport: AgentTransport {
    private let inner: InMemoryAgentTransport
    private let hasLost = Mutex(false)

    init(inner: InMemoryAgentTransport) { self.inner = inner }

    func challenge() async throws -> Challenge { try await inner.challenge() }

    func join(_ request: Signed<JoinRequest>) async throws -> JoinReply {
        let reply = try await inner.join(request)
        let isFirst = hasLost.withLock { lost in
            defer { lost = true }
            return !lost
        }
        guard !isFirst else {
            throw AgentProtocolError(.unavailable, message: "the connection broke", remedy: "try again")
        }
        return reply
    }

    func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply { try await inner.checkIn(request) }

    func leave(_ request: Signed<LeaveRequest>) async throws { try await inner.leave(request) }

    func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value {
        try await inner.withSession(body)
    }
}
