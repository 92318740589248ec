import Logging
import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// A control plane over a store in memory, with the admin alice and, unless said otherwise, the network harbor.
struct World: Sendable {
    let store: InMemoryStore
    let clock: ManualClock
    let control: ControlPlane

    static let alice = Principal.user(Samples.userName("alice"))
    static let harbor = Samples.networkName("harbor")

    /// Batches are bounded by their number alone: how long deciding takes depends on the machine.
    init(store: InMemoryStore = InMemoryStore(), clock: ManualClock = ManualClock()) {
        self.store = store
        self.clock = clock
        control = ControlPlane(
            store: store, wallClock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            batchLimits: BatchLimits(deciding: .seconds(3600)))
    }

    /// Loads a control plane, lets its writer run for as long as `body` does, and has alice make the network.
    static func with(
        _ world: World = World(), ranges: AddressRanges = Samples.ranges, _ body: (World) async throws -> Void
    ) async throws {
        try await world.control.load()
        try await world.running {
            let setUp = CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash)
            _ = try await world.control.perform(setUp, as: .server)
            _ = try await world.control.perform(CreateNetwork(name: harbor, ranges: ranges), as: alice)
            try await body(world)
        }
    }

    /// Lets the writer run for as long as `body` does.
    func running(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            let result: Result<Void, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            group.cancelAll()
            try result.get()
        }
    }

    /// The network as last committed.
    var harbor: NetworkState? { control.truth.networks[Self.harbor] }

    @discardableResult
    func perform<C: Command>(_ command: C, as principal: Principal = alice) async throws -> C.Result {
        try await control.perform(command, as: principal).result
    }

    /// Waits until so many commands wait for the writer.
    func untilWaiting(_ count: Int) async {
        while control.waitingCommands < count { await Task.yield() }
    }

    func makeKey(_ uses: AccessKey.Uses = .unlimited, expiresAt: Timestamp? = nil) async throws -> Secret {
        try await perform(CreateAccessKey(network: Self.harbor, uses: uses, expiresAt: expiresAt)).secret
    }

    func joining(_ number: Int, with key: Secret, name: NodeName? = nil, hostname: String = "machine") -> JoinNetwork {
        JoinNetwork(
            network: Self.harbor, key: key, identity: Samples.identity(number), publicKey: Samples.publicKey(number),
            name: name, report: Samples.report(number, hostname: hostname), source: Samples.address(number % 250 + 1))
    }

    /// The n-th machine joins, with a key of its own.
    @discardableResult
    func join(_ number: Int) async throws -> Node {
        try await perform(joining(number, with: makeKey()), as: .nobody).node
    }
}

extension ControlError {
    /// An error to compare with: only the code counts.
    static func sample(_ code: Code) -> ControlError { ControlError(code, message: "", remedy: "") }
}
