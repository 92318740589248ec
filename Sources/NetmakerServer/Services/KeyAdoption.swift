internal import NetmakerControl
internal import NetmakerCore

/// When the new keys of a network come into use: once every connected agent has said that it knows them, or has had
/// long enough to say so.
struct KeyAdoption {
    /// The keys of each network that are waited for, up to a revision, and since when.
    private var waits: [NetworkName: (epoch: Epoch, revision: Revision, since: Duration)] = [:]

    /// What is to be done now; nil for nothing.
    ///
    /// - Parameter elapsed: by a clock that never steps, from any origin.
    mutating func due(in state: NetworkState, feed: ChangeFeed, elapsed: Duration) -> AdoptKeys? {
        let name = state.network.name
        guard state.hasNextKeys else {
            waits[name] = nil
            return nil
        }
        guard let wait = waits[name], wait.epoch == state.network.epoch else {
            waits[name] = (state.network.epoch, state.revision, elapsed)
            return due(in: state, feed: feed, elapsed: elapsed)
        }
        let isKnown = feed.lagging(in: name, behind: wait.revision).isEmpty
        guard isKnown || elapsed - wait.since >= Timekeeper.patience else { return nil }
        waits[name] = nil
        return AdoptKeys(network: name, knownAt: wait.revision)
    }

    /// Forgets networks that are no more.
    mutating func keepOnly(_ truth: Truth) {
        waits = waits.filter { truth.networks[$0.key]?.network.epoch == $0.value.epoch }
    }
}
