import Logging
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `What time brings about` {
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
                try await Timekeeper(control: control, clock: stopwatch, wallClock: clock, logger: logger).run()
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

    @Test func `cuts off a client at its moment, and not before`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .milliseconds(1300))
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            let subscription = control.feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
            await stopwatch.waitForSleeper(until: .seconds(1))
            clock.advance(by: .seconds(1))
            stopwatch.advance(by: .seconds(1))
            await stopwatch.waitForSleeper(until: .milliseconds(1300))
            #expect(Self.access(in: control) == .enabled)
            clock.advance(by: .milliseconds(300))
            stopwatch.advance(by: .milliseconds(300))
            #expect(await subscription.next()?.configurationChanged == true)
            #expect(Self.access(in: control) == .expired)
        }
    }

    @Test func `cuts off a node at its moment, and its peers are told`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(3600))
        var node = Samples.node(2)
        node.standing.expiresAt = Samples.time + .milliseconds(400)
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: Samples.network().aggregate, revision: Revision(2), time: Samples.time, actor: "server",
                    mutations: [.putNode(node)])
            ], expecting: [:])
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            let subscription = control.feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
            await stopwatch.waitForSleeper(until: .milliseconds(400))
            clock.advance(by: .milliseconds(400))
            stopwatch.advance(by: .milliseconds(400))
            #expect(await subscription.next()?.touched == .nodes([node.id]))
            let state = control.truth.networks[Samples.networkName()]
            #expect(state?.nodes[node.id]?.standing.status == .expired)
        }
    }

    /// The server was away, and so nobody was seen to go.
    @Test func `keeps an ephemeral node that it has not seen, however long that takes`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(3600))
        let control = try await Self.loaded(store, clock, ephemeral: 2)
        var absences = Absences()
        absences.note(control.feed.takeDepartures(), in: control.truth, elapsed: .zero)
        #expect(absences.over(feed: control.feed, elapsed: .zero) == [])
        #expect(absences.over(feed: control.feed, elapsed: .seconds(7200)) == [])
    }

    @Test func `removes an ephemeral node five minutes after it was seen to go, unless it comes back`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(3600))
        let control = try await Self.loaded(store, clock, ephemeral: 2)
        var absences = Absences()
        func over(at elapsed: Duration) -> [NodeID] {
            absences.note(control.feed.takeDepartures(), in: control.truth, elapsed: elapsed)
            return absences.over(feed: control.feed, elapsed: elapsed).map(\.node)
        }
        let first = control.feed.subscribe(node: Samples.nodeID(2), in: Samples.networkName())
        #expect(over(at: .zero) == [])
        first.cancel()
        #expect(over(at: .seconds(10)) == [])
        #expect(over(at: .seconds(309)) == [])
        let second = control.feed.subscribe(node: Samples.nodeID(2), in: Samples.networkName())
        #expect(over(at: .seconds(310)) == [])
        second.cancel()
        #expect(over(at: .seconds(400)) == [])
        #expect(over(at: .seconds(699)) == [])
        #expect(over(at: .seconds(700)) == [Samples.nodeID(2)])
        #expect(over(at: .seconds(7200)) == [])

        // One that cannot be made to go is tried again at once.
        absences.postpone(
            ChangeFeed.Departure(node: Samples.nodeID(2), network: Samples.networkName()), elapsed: .seconds(7200))
        #expect(over(at: .seconds(7201)) == [Samples.nodeID(2)])
    }

    @Test func `lets a node be away that is there to stay`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(3600))
        let control = try await Self.loaded(store, clock, ephemeral: 2)
        var absences = Absences()
        _ = control.feed.takeDepartures()
        control.feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName()).cancel()
        absences.note(control.feed.takeDepartures(), in: control.truth, elapsed: .zero)
        #expect(absences.over(feed: control.feed, elapsed: .seconds(7200)) == [])
    }

    private static func loaded(
        _ store: InMemoryStore, _ clock: ManualClock, ephemeral number: Int
    ) async throws -> ControlPlane {
        var node = Samples.node(number)
        node.grant = try NodeGrant(lifetime: .ephemeral)
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: Samples.network().aggregate, revision: Revision(2), time: Samples.time, actor: "server",
                    mutations: [.putNode(node)])
            ], expecting: [:])
        let control = ControlPlane(
            store: store, wallClock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await control.load()
        return control
    }

    @Test func `cuts off at the start what was over while there was no server`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(30))
        clock.advance(by: .seconds(3600))
        try await Self.with(store: store, clock: clock) { control, _ in
            while Self.access(in: control) != .expired { await Task.yield() }
        }
    }

    @Test func `tries again what could not be written`() async throws {
        let (store, clock) = (InMemoryStore(), ManualClock())
        try await Self.populate(store, expiresIn: .seconds(30))
        clock.advance(by: .seconds(30))
        try await Self.establish(store)
        store.failNextCommit(with: StoreError(.full, message: "no room", remedy: "make some"))
        try await Self.with(store: store, clock: clock) { control, stopwatch in
            await stopwatch.waitForSleeper(until: Timekeeper.interval)
            #expect(Self.access(in: control) == .enabled)
            stopwatch.advance(by: Timekeeper.interval)
            while Self.access(in: control) != .expired { await Task.yield() }
        }
    }
}
