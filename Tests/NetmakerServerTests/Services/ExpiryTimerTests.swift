import Logging
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `The timer of what expires` {
    /// A server's control plane with its timer, and one ingress gateway.
    private static func with(
        store: InMemoryStore = InMemoryStore(), clock: ManualClock = ManualClock(),
        _ body: (ControlPlane, VirtualClock) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let control = ControlPlane(store: store, wallClock: clock, logger: logger)
        let stopwatch = VirtualClock()
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            group.addTask {
                try await ExpiryTimer(controlPlane: control, clock: stopwatch, wallClock: clock, logger: logger).run()
            }
            defer { group.cancelAll() }
            try await body(control, stopwatch)
        }
    }

    private static func populate(_ store: InMemoryStore, expiresIn duration: Duration) async throws {
        var client = Samples.client(1)
        client.expiresAt = Samples.time + duration
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: Samples.network().aggregate, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: [
                        .putNetwork(Samples.network()), .putNode(Samples.gateway(1)), .putClient(client),
                    ])
            ], expecting: [:])
    }

    /// What a server's first start writes.
    private static func establish(_ store: InMemoryStore) async throws {
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: .directory, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: [.putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time))])
            ], expecting: [:])
    }

    private static func access(in control: ControlPlane) -> ExternalClient.Access? {
        control.truth.networks[Samples.networkName()]?.clients[Samples.client(1).id]?.access
    }

    @Test func `cuts off what is over at its moment, and not before`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(30))
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            let subscription = control.feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
            await stopwatch.waitForSleeper(until: .seconds(30))
            #expect(Self.access(in: control) == .enabled)
            clock.advance(by: .seconds(30))
            stopwatch.advance(by: .seconds(30))
            #expect(await subscription.next()?.configurationChanged == true)
            #expect(Self.access(in: control) == .expired)
        }
    }

    @Test func `cuts off at the start what was over while there was no server`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(30))
        clock.advance(by: .seconds(3600))
        try await Self.with(store: store, clock: clock) { control, _ in
            while Self.access(in: control) != .expired { await Task.yield() }
        }
    }

    @Test func `is woken by a client that expires sooner`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(50))
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            await stopwatch.waitForSleeper(until: .seconds(50))
            let soon = Samples.time + .seconds(5)
            _ = try await control.perform(
                CompleteSetup(user: Samples.userName(), password: Samples.passwordHash), as: .server)
            _ = try await control.perform(
                UpdateClient(
                    network: Samples.networkName(), client: Samples.client(1).id,
                    changes: ClientChanges(expiresAt: .set(soon))), as: .user(Samples.userName()))
            await stopwatch.waitForSleeper(until: .seconds(5))
        }
    }

    @Test func `tries again what could not be written`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(30))
        clock.advance(by: .seconds(30))
        try await Self.establish(store)
        store.failNextCommit(with: StoreError(.full, message: "no room", remedy: "make some"))
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            await stopwatch.waitForSleeper(until: ExpiryTimer.retryInterval)
            #expect(Self.access(in: control) == .enabled)
            stopwatch.advance(by: ExpiryTimer.retryInterval)
            while Self.access(in: control) != .expired { await Task.yield() }
        }
    }
}
