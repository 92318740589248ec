internal import NetmakerCore
internal import NetmakerStore
internal import Synchronization

/// A store that holds what it was made with, and takes every commit for made: what a database costs is another
/// question.
struct StandingStore: Store {
    let truth: Truth

    func directory() async throws(StoreError) -> Directory { truth.directory }
    func networks() async throws(StoreError) -> [NetworkName] { truth.networks.keys.sorted() }
    func snapshot(of network: NetworkName) async throws(StoreError) -> NetworkState? { truth.networks[network] }
    func removedNodes() async throws(StoreError) -> [RemovedNode] { Array(truth.removedNodes.values) }
    func commit(_ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]) async throws(StoreError) {}
    func changes(
        of aggregate: AggregateID, after revision: Revision
    ) async throws(StoreError) -> [ChangeEntry]? { nil }
    func log(_ query: LogQuery) async throws(StoreError) -> LogPage { LogPage([], next: nil) }
}

/// A clock on the wall that stands until it is set.
final class StandingClock: WallClock {
    private let time: Mutex<Timestamp>

    init(now: Timestamp) { time = Mutex(now) }

    var now: Timestamp { time.withLock { $0 } }

    func set(_ now: Timestamp) { time.withLock { $0 = now } }
}
