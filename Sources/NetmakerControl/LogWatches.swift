public import NetmakerCore
internal import Synchronization

/// Those who wait for something to be committed. What it was they read from the change log: so one who is slow costs
/// nothing, and while nobody waits a commit costs a look at an empty list.
final class LogWatches: Sendable {
    private struct Watch {
        /// Nil: any.
        let aggregates: Set<AggregateID>?
        let continuation: CheckedContinuation<Void, Never>
    }
    private struct State {
        var watches: [UInt64: Watch] = [:]
        var lastID: UInt64 = 0
    }
    private let state = Mutex(State())

    /// Waits until one of these changes; returns early when the task is cancelled.
    ///
    /// - Parameters:
    ///   - aggregates: nil for whatever changes.
    ///   - isOver: whether that has happened already. Asked once the wait has begun, so that no change slips between.
    func wait(for aggregates: Set<AggregateID>?, unless isOver: () -> Bool) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.watches[id] = Watch(aggregates: aggregates, continuation: continuation) }
                // The handler may have run before there was anything to end.
                if Task.isCancelled || isOver() { end(id) }
            }
        } onCancel: {
            end(id)
        }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.watches.count } }

    /// Wakes those who wait for a change of what the entries are of.
    func wake(_ entries: [ChangeEntry]) {
        let woken: [Watch] = state.withLock { state in
            guard !state.watches.isEmpty else { return [] }
            touch(state.watches.count)
            let changed = Set(entries.map(\.aggregate))
            let woken = state.watches.filter { !($0.value.aggregates?.isDisjoint(with: changed) ?? false) }
            for id in woken.keys { state.watches[id] = nil }
            return Array(woken.values)
        }
        for watch in woken { watch.continuation.resume() }
    }

    private func end(_ id: UInt64) {
        state.withLock { $0.watches.removeValue(forKey: id) }?.continuation.resume()
    }
}

extension ControlPlane {
    /// Waits until one of these aggregates stands elsewhere than it was seen, or is no more; returns early when the
    /// task is cancelled.
    public func untilChanged(_ seen: [AggregateID: Revision]) async {
        await logWatches.wait(for: Set(seen.keys)) {
            let truth = truth
            return seen.contains { truth.revision(of: $0.key) != $0.value }
        }
    }

    /// Waits until a row follows this one in the change log; returns early when the task is cancelled.
    public func untilLogged(past sequence: UInt64) async {
        await logWatches.wait(for: nil) { logEnd != sequence }
    }
}
