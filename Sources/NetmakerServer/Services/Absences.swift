internal import NetmakerControl
internal import NetmakerCore

/// Which ephemeral nodes have stayed away for too long. Only one whose agent this server has seen is ever away: an
/// outage of the server counts for nobody.
struct Absences {
    /// The ephemeral nodes that were here, with when they went; nil while they are here.
    private var seen: [NodeID: Duration?] = [:]

    /// The nodes that are to go now.
    ///
    /// - Parameter elapsed: by a clock that never steps, from any origin.
    mutating func over(in state: NetworkState, feed: ChangeFeed, elapsed: Duration) -> [NodeID] {
        var over: [NodeID] = []
        for id in state.ephemeralNodes {
            if feed.isConnected(id, in: state.network.name) {
                seen[id] = .some(nil)
            } else if let known = seen[id] {
                let since = known ?? elapsed
                seen[id] = .some(since)
                if elapsed - since >= Timekeeper.absence { over.append(id) }
            }
        }
        return over
    }

    /// Forgets nodes that are no more.
    mutating func keepOnly(_ truth: Truth) {
        guard !seen.isEmpty else { return }
        seen = seen.filter { truth.node($0.key) != nil }
    }
}
