import NetmakerCore
import NetmakerStore
import Synchronization

/// A store whose machine dies in the middle of a commit. Nothing is written from then on, and whoever waits for the
/// commit learns nothing of it.
final class TornStore: Store {
    /// How far the commit got.
    enum Tear: Sendable { case beforeItWasDurable, afterItWasDurable }

    private let base: any Store
    private let tear: Tear
    private let state: Mutex<(left: Int, isTorn: Bool)>

    /// - Parameter commits: how many go well before that.
    init(_ base: any Store, _ tear: Tear, after commits: Int) {
        self.base = base
        self.tear = tear
        state = Mutex((commits, false))
    }

    var isTorn: Bool { state.withLock { $0.isTorn } }

    func directory() async throws(StoreError) -> Directory { try await base.directory() }
    func networks() async throws(StoreError) -> [NetworkName] { try await base.networks() }
    func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState? {
        try await base.snapshot(of: network)
    }
    func removedNodes() async throws(StoreError) -> [RemovedNode] { try await base.removedNodes() }
    func changes(of aggregate: AggregateID, after revision: Revision) async throws(StoreError) -> [ChangeEntry]? {
        try await base.changes(of: aggregate, after: revision)
    }
    func log(_ query: LogQuery) async throws(StoreError) -> LogPage { try await base.log(query) }

    func commit(
        _ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]
    ) async throws(StoreError) {
        let (tears, isTorn) = state.withLock { state in
            let wasTorn = state.isTorn
            state.left -= 1
            state.isTorn = state.left < 0
            return (state.isTorn && !wasTorn, state.isTorn)
        }
        if !isTorn || tears && tear == .afterItWasDurable { try await base.commit(entries, expecting: expected) }
        if isTorn { throw StoreError(.unavailable, message: "the machine is dead", remedy: "start it anew") }
    }
}
