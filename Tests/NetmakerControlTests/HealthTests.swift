import Logging
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Synchronization
import Testing

/// A store of whose change logs some rows cannot be read.
private final class DamagedLog: Store {
    static let damage = StoreError(.corrupt, message: "/var/lib/netmaker/netmaker.sqlite is damaged", remedy: "restore")

    private let store = InMemoryStore()
    private let rows = Mutex<[NetworkName: Revision]>([:])

    /// From now on this row of a network's log cannot be read.
    func damage(_ row: Revision, of network: NetworkName) { rows.withLock { $0[network] = row } }
    func mend() { rows.withLock { $0 = [:] } }
    func failNextCommit(with error: StoreError) { store.failNextCommit(with: error) }

    func directory() async throws(StoreError) -> Directory { await store.directory() }
    func networks() async throws(StoreError) -> [NetworkName] { await store.networks() }
    func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState? {
        await store.snapshot(of: network)
    }
    func removedNodes() async throws(StoreError) -> [RemovedNode] { await store.removedNodes() }
    func commit(
        _ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]
    ) async throws(StoreError) {
        try await store.commit(entries, expecting: expected)
    }

    func changes(of aggregate: AggregateID, after revision: Revision) async throws(StoreError) -> [ChangeEntry]? {
        if case .network(let name, _) = aggregate, let damaged = rows.withLock({ $0[name] }), revision < damaged {
            throw Self.damage
        }
        return await store.changes(of: aggregate, after: revision)
    }
    func log(_ query: LogQuery) async throws(StoreError) -> LogPage { await store.log(query) }
}

@Suite struct `A control plane's health` {
    private let store = DamagedLog()
    private let clock = ManualClock()
    private let control: ControlPlane
    private let harbor = Samples.networkName("harbor")
    private let branch = Samples.networkName("branch")

    init() {
        control = ControlPlane(
            store: store, wallClock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs the control plane with both networks at revision 4.
    private func withNetworks(_ body: () async throws -> Void) async throws {
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [control] in try await control.run() }
            defer { group.cancelAll() }
            let setUp = CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash)
            _ = try await control.perform(setUp, as: .server)
            for name in [harbor, branch] {
                try await perform(CreateNetwork(name: name, ranges: Samples.ranges))
                for _ in 2...4 { try await change(name) }
            }
            try await body()
        }
    }

    private func perform<C: Command>(_ command: C) async throws {
        _ = try await control.perform(command, as: .user(Samples.userName("alice")))
    }

    private func change(_ network: NetworkName) async throws {
        try await perform(CreateAccessKey(network: network, uses: .unlimited, expiresAt: nil))
    }

    private func read(_ network: NetworkName, after revision: UInt64) async throws {
        let aggregate = try #require(control.truth.networks[network]).network.aggregate
        _ = try await control.changes(of: aggregate, after: Revision(revision))
    }

    private func fail(_ network: NetworkName, after revision: UInt64) async {
        await #expect(throws: StoreError.self) { try await read(network, after: revision) }
    }

    @Test func `is bad from a read that failed until that is read again, whatever else is done`() async throws {
        try await withNetworks {
            store.damage(Revision(3), of: harbor)
            let start = clock.now
            await fail(harbor, after: 1)
            #expect(control.health == .readFailed(.corrupt, since: start))
            clock.advance(by: .seconds(60))

            // A commit, another network's log, and a later part of the same.
            try await change(harbor)
            try await read(branch, after: 1)
            try await read(harbor, after: 3)
            await fail(harbor, after: 2)
            #expect(control.health == .readFailed(.corrupt, since: start))

            // Whoever reads the log next reads what had failed as well.
            store.mend()
            try await read(harbor, after: 4)
            #expect(control.health == .ready)
        }
    }

    @Test func `is bad until each log is read again that could not be`() async throws {
        try await withNetworks {
            let start = clock.now
            for name in [harbor, branch] { store.damage(Revision(3), of: name) }
            await fail(harbor, after: 1)
            clock.advance(by: .seconds(60))
            await fail(branch, after: 1)
            #expect(control.health == .readFailed(.corrupt, since: start))

            store.mend()
            try await read(harbor, after: 1)
            #expect(control.health == .readFailed(.corrupt, since: start + .seconds(60)))
            try await read(branch, after: 1)
            #expect(control.health == .ready)
        }
    }

    @Test func `bears who asks for what is yet to come`() async throws {
        try await withNetworks {
            store.damage(Revision(.max), of: harbor)
            await fail(harbor, after: 1000)
            store.mend()
            try await read(harbor, after: 2000)
            #expect(control.health == .ready)
        }
    }

    @Test func `is no worse for the log of a network that is gone`() async throws {
        try await withNetworks {
            store.damage(Revision(3), of: harbor)
            await fail(harbor, after: 1)
            try await perform(DeleteNetwork(name: harbor, nodes: .removed))
            #expect(control.health == .ready)
        }
    }

    @Test func `tells of commits that fail first, and of reads after them`() async throws {
        try await withNetworks {
            store.damage(Revision(3), of: harbor)
            let start = clock.now
            await fail(harbor, after: 1)
            clock.advance(by: .seconds(60))
            store.failNextCommit(with: StoreError(.full, message: "", remedy: ""))
            await #expect(throws: ControlError.sample(.full)) { try await change(branch) }
            #expect(control.health == .commitFailed(.full, since: clock.now))
            try await change(branch)
            #expect(control.health == .readFailed(.corrupt, since: start))
        }
    }

    @Test(arguments: [StoreError.Code.conflict, .corrupt, .foreign, .newer, .locked, .full, .unavailable])
    func `is told to others without what is the matter inside`(_ code: StoreError.Code) {
        let inside = StoreError(code, message: "/var/lib/netmaker.sqlite: disk I/O error", remedy: "run fsck")
        let told = ControlError(inside)
        #expect(!told.description.contains("sqlite") && !told.description.contains("I/O"))
        #expect(!told.description.contains("fsck"))
        #expect((told.cause as? StoreError)?.message == inside.message)
    }
}
