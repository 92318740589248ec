import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Synchronization

/// A store whose reads fail when a test says so, as those of a disk that goes bad do.
final class FaultyStore: Store {
    /// What is read.
    enum Read: Sendable, CaseIterable { case directory, networks, snapshot, removedNodes, changes }

    static let damage = StoreError(.corrupt, message: "node 7 does not decode", remedy: "restore a backup")

    private let store: any Store
    private let faults = Mutex<Set<Read>>([])

    init(_ store: any Store = InMemoryStore()) { self.store = store }

    func fail(_ reads: Read...) { faults.withLock { $0.formUnion(reads) } }
    func heal() { faults.withLock { $0 = [] } }

    private func pass(_ read: Read) throws(StoreError) {
        if faults.withLock({ $0.contains(read) }) { throw Self.damage }
    }

    func directory() async throws(StoreError) -> Directory {
        try pass(.directory)
        return try await store.directory()
    }

    func networks() async throws(StoreError) -> [NetworkName] {
        try pass(.networks)
        return try await store.networks()
    }

    func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState? {
        try pass(.snapshot)
        return try await store.snapshot(of: network)
    }

    func removedNodes() async throws(StoreError) -> [RemovedNode] {
        try pass(.removedNodes)
        return try await store.removedNodes()
    }

    func commit(
        _ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]
    ) async throws(StoreError) {
        try await store.commit(entries, expecting: expected)
    }

    func changes(of aggregate: AggregateID, after revision: Revision) async throws(StoreError) -> [ChangeEntry]? {
        try pass(.changes)
        return try await store.changes(of: aggregate, after: revision)
    }

    func log(_ query: LogQuery) async throws(StoreError) -> LogPage {
        try pass(.changes)
        return try await store.log(query)
    }
}
