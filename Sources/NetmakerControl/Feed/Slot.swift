internal import NetmakerCore
internal import Synchronization

/// What waits for one subscriber, and what it has done with what it was told.
final class Slot: Sendable {
    let node: NodeID
    let network: NetworkName

    private struct State {
        var pending: ChangeFeed.Pending?
        var waiter: CheckedContinuation<ChangeFeed.Pending?, Never>?
        var isFinished = false
        /// The last revision at which something changed that concerns the subscriber. What changed before it subscribed
        /// may all concern it: nobody knows yet what it has.
        var owed: Revision
        /// What the subscriber says it has in force; nil until it has said so once.
        var acknowledged: Revision?
    }
    private let state: Mutex<State>

    /// - Parameter owed: where the network stands as the subscriber comes.
    init(node: NodeID, network: NetworkName, owed: Revision) {
        self.node = node
        self.network = network
        state = Mutex(State(owed: owed))
    }

    /// From now on the subscriber is owed what changed at this revision.
    func owe(_ revision: Revision) {
        state.withLock { $0.owed = max($0.owed, revision) }
    }

    /// Merges what changed into what waits, and wakes the subscriber.
    func offer(_ pending: ChangeFeed.Pending) {
        state.withLock { state in
            guard !state.isFinished else { return }
            if let waiter = state.waiter.take() {
                waiter.resume(returning: pending)
            } else if state.pending == nil {
                state.pending = pending
            } else {
                state.pending?.merge(pending)
            }
        }
    }

    /// Takes what is pending, or waits for it. One caller at a time: a second one sends the first away with nil.
    func wait(_ continuation: CheckedContinuation<ChangeFeed.Pending?, Never>) {
        state.withLock { state in
            state.waiter.take()?.resume(returning: nil)
            if let pending = state.pending.take() {
                continuation.resume(returning: pending)
            } else if state.isFinished || Task.isCancelled {
                continuation.resume(returning: nil)
            } else {
                state.waiter = continuation
            }
        }
    }

    /// Takes what is pending, if anything is.
    func take() -> ChangeFeed.Pending? { state.withLock { $0.pending.take() } }

    /// Sends a waiter away with nothing. What is pending stays.
    func stopWaiting() {
        state.withLock { $0.waiter.take()?.resume(returning: nil) }
    }

    func finish() {
        state.withLock { state in
            state.isFinished = true
            state.pending = nil
            state.waiter.take()?.resume(returning: nil)
        }
    }

    func acknowledge(_ revision: Revision) {
        state.withLock { $0.acknowledged = max($0.acknowledged ?? .zero, revision) }
    }

    /// Whether the subscriber has everything in force that it is owed.
    var isSettled: Bool { state.withLock { state in state.acknowledged.map { $0 >= state.owed } ?? false } }

    /// Whether the subscriber has everything in force that concerns it up to the revision.
    func isInForce(_ revision: Revision) -> Bool { !standing(behind: revision).isLagging }

    /// How far the subscriber is.
    func standing(behind revision: Revision) -> ChangeFeed.Standing {
        state.withLock { state in
            let isInForce = state.acknowledged.map { $0 >= min(state.owed, revision) } ?? false
            return ChangeFeed.Standing(
                isConnected: true, isLagging: !isInForce, acknowledged: state.acknowledged)
        }
    }
}
