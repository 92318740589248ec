import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import ServiceLifecycle

@testable import NetmakerServer

/// A whole server over a database, spoken to over TLS on the loopback address, with the admins alice and bob and the
/// network harbor.
struct WholeServer: Sendable {
    static let harbor = Samples.networkName("harbor")
    static let alice = Principal.user(Samples.userName("alice"))

    let control: ControlPlane
    let started: StartedServer
    private let services: ServiceGroup
    private let ended: Latch<Bool>

    /// Runs a server on the database in this folder for as long as `body` does.
    ///
    /// - Parameter store: stands before the database; nil for the database itself.
    static func running<Value: Sendable>(
        in folder: TemporaryPath, store: (any Store)? = nil, limits: ServerLimits = ServerLimits(),
        _ body: (WholeServer) async throws -> Value
    ) async throws -> Value {
        var configuration = ServerConfiguration(
            dataDirectory: DataDirectory(folder.path), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0)
        configuration.limits = limits
        let server = try await whenFree { try Server(configuration, store: store, logger: APIWorld.quiet) }
        let ended = Latch<Bool>()
        let services = ServiceGroup(services: [server], logger: APIWorld.quiet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // Whoever waits for the end is not to wait when it is another.
                defer { ended.fail(CancellationError()) }
                try await services.run()
                ended.open(true)
            }
            let result: Result<Value, any Error>
            do {
                let whole = WholeServer(
                    control: server.controlPlane, started: try await server.started, services: services, ended: ended)
                try await whole.prepare()
                result = .success(try await body(whole))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    /// Stops it as SIGTERM does, and returns when it has stopped.
    func stop() async throws {
        await services.triggerGracefulShutdown()
        _ = try await ended.value
    }

    private func prepare() async throws {
        guard control.truth.networks[Self.harbor] == nil, control.truth.directory.users.isEmpty else { return }
        try await perform(CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
        try await perform(CreateNetwork(name: Self.harbor, ranges: Samples.ranges))
    }

    @discardableResult
    func perform<C: Command>(_ command: C, as principal: Principal = alice) async throws -> C.Result {
        try await control.perform(command, as: principal).result
    }

    func makeKey(_ uses: AccessKey.Uses) async throws -> Secret {
        try await perform(CreateAccessKey(network: Self.harbor, uses: uses)).secret
    }

    /// The network as last committed.
    var harbor: NetworkState? { control.truth.networks[Self.harbor] }

    var agents: AgentClient {
        AgentClient(transport: GRPCAgentTransport(server: started.agents, pins: started.pins))
    }

    /// Speaks to the REST interface as a user, who is logged in without the work of a password.
    func withAPI<Value: Sendable>(
        of user: String, _ body: (ControlPlaneClient) async throws -> Value
    ) async throws -> Value {
        let name = Samples.userName(user)
        let token = try await perform(Login(user: name, verified: Samples.passwordHash), as: .user(name)).token
        return try await AsyncHTTPTransport.withTransport(to: started.api, trusting: .pins(Set(started.pins))) {
            try await body(ControlPlaneClient($0, token: ConfidentialText(token.revealed())))
        }
    }

    /// What the server left behind, read from the disk once it is gone.
    static func left(in folder: TemporaryPath) async throws -> SQLiteStore {
        try await whenFree { try SQLiteStore(opening: DataDirectory(folder.path).database) }
    }

    /// A server in this process is gone when the last of its tasks is, a moment after it said so.
    static func whenFree<Value>(_ open: () throws -> Value) async throws -> Value {
        while true {
            do {
                return try open()
            } catch let error as StoreError where error.code == .locked {
            } catch let error as ServerError where error.code == .directoryInUse {
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
