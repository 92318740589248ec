public import NetmakerCore
public import NetmakerStore
internal import Synchronization

/// Truth that lasts as long as the process, kept as the writer keeps it. It behaves like a store on disk, and can be
/// told to fail or to hold its breath.
public final class InMemoryStore: Store {
    private struct State {
        var truth = Truth()
        var log: [ChangeRecord] = []
        var lastSequence: UInt64 = 0
        var commitCount = 0
        var failures: [StoreError] = []
        var isHolding = false
        var held: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let retention: LogRetention

    public init(retention: LogRetention = LogRetention()) { self.retention = retention }

    /// How many transactions have been committed.
    public var commitCount: Int { state.withLock { $0.commitCount } }

    /// The next commit throws this and changes nothing; called more often, as many commits do.
    public func failNextCommit(with error: StoreError) {
        state.withLock { $0.failures.append(error) }
    }

    /// Lets commits wait until `release` is called: what a slow disk does.
    public func hold() {
        state.withLock { $0.isHolding = true }
    }

    /// Lets the commits go on that `hold` made wait.
    public func release() {
        state.withLock { state in
            state.isHolding = false
            for commit in state.held { commit.resume() }
            state.held = []
        }
    }

    /// Waits until a commit waits.
    public func untilHeld() async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.held.isEmpty { state.watchers.append(continuation) } else { continuation.resume() }
            }
        }
    }

    public func directory() async -> Directory { state.withLock { $0.truth.directory } }

    public func networks() async -> [NetworkName] { state.withLock { $0.truth.networks.keys.sorted() } }

    public func snapshot(of network: NetworkName) async -> NetworkState? {
        state.withLock { $0.truth.networks[network] }
    }

    public func removedNodes() async -> [RemovedNode] {
        state.withLock { $0.truth.removedNodes.values.sorted { $0.id < $1.id } }
    }

    public func commit(
        _ entries: [ChangeEntry], expecting expected: [AggregateID: Revision]
    ) async throws(StoreError) {
        await waitWhileHeld()
        let failure: StoreError? = state.withLock { state in
            do throws(StoreError) {
                if !state.failures.isEmpty { throw state.failures.removeFirst() }
                try Self.require(expected, in: state.truth)
                var truth = state.truth
                var added: [ChangeRecord] = []
                for entry in entries {
                    let former = truth.former(entry)
                    try Self.apply(entry, to: &truth)
                    let sequence = state.lastSequence + UInt64(added.count) + 1
                    added.append(
                        ChangeRecord(
                            sequence: sequence, entry: entry, former: former, stepCount: entry.mutations.count))
                }
                state.truth = truth
                state.log += added
                state.lastSequence += UInt64(added.count)
                state.commitCount += entries.isEmpty ? 0 : 1
                if let now = entries.last?.time { prune(&state, after: entries.count, now: now) }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    public func changes(of aggregate: AggregateID, after revision: Revision) async -> [ChangeEntry]? {
        state.withLock { state in
            guard let current = state.truth.revision(of: aggregate), current > .zero, revision <= current else {
                return nil
            }
            let entries = state.log.map(\.entry).filter { $0.aggregate == aggregate && $0.revision > revision }
            return UInt64(entries.count) == current.rawValue - revision.rawValue ? entries : nil
        }
    }

    public func log(_ query: LogQuery) async -> LogPage { state.withLock { query.page(of: $0.log) } }

    private func waitWhileHeld() async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                guard state.isHolding else { return continuation.resume() }
                state.held.append(continuation)
                for watcher in state.watchers { watcher.resume() }
                state.watchers = []
            }
        }
    }

    private static func require(
        _ expected: [AggregateID: Revision], in truth: Truth
    ) throws(StoreError) {
        for (aggregate, expected) in expected {
            let actual = truth.revision(of: aggregate) ?? .zero
            guard actual == expected else {
                throw conflict("\(aggregate) is at revision \(actual), not at \(expected)")
            }
        }
    }

    private static func apply(_ entry: ChangeEntry, to truth: inout Truth) throws(StoreError) {
        let actual = truth.revision(of: entry.aggregate) ?? .zero
        guard entry.revision == actual.next else {
            throw conflict("\(entry.aggregate) is at revision \(actual), and \(entry.revision) does not follow")
        }
        do throws(ModelError) { try truth.apply(entry) } catch { throw conflict(error.message) }
    }

    private static func conflict(_ message: String) -> StoreError {
        StoreError(.conflict, message: message, remedy: "read it again and repeat the change on what it is now")
    }

    private func prune(_ state: inout State, after added: Int, now: Timestamp) {
        let outdated = state.log.prefix { $0.entry.time < now - retention.age }.count
        state.log.removeFirst(max(outdated, state.log.count - retention.rows, 0))
        state.truth.forgetRemovedNodes(before: now - LogRetention.removedNodes, atMost: 2 * added)
    }
}
