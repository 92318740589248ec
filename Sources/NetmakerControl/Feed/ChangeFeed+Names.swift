internal import NetmakerCore
internal import Synchronization

/// For who keeps names elsewhere, such as in a hosts file.
extension ChangeFeed {
    /// Comes whenever a name of any network came, went or stands for something else: once for all that comes while
    /// nobody asks. What it is now is in the truth.
    ///
    /// Ask for it first and read the truth then: nothing is missed.
    public func nameChanges() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.lastNameWatcher += 1
            state.nameWatchers[state.lastNameWatcher] = continuation
            return state.lastNameWatcher
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.nameWatchers.removeValue(forKey: id) }
        }
        return stream
    }

    func announceNames() {
        for watcher in state.withLock({ Array($0.nameWatchers.values) }) { watcher.yield() }
    }
}
