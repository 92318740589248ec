internal import DequeModule
internal import NetmakerControl
internal import NetmakerCore

/// Which ephemeral nodes have stayed away for too long. Only one whose agent this server saw go is ever away: an outage of
/// the server counts for nobody.
///
/// A look costs as much as nodes went since the last, and are due.
struct Absences {
    private struct Absence {
        let departure: ChangeFeed.Departure
        /// When it was seen to go.
        let since: Duration
    }

    /// Oldest first. One that came back is still in it.
    private var absences: Deque<Absence> = []
    /// When each was last seen to go.
    private var lastSeen: [NodeID: Duration] = [:]

    /// Takes in who went since the last look.
    ///
    /// - Parameters:
    ///   - truth: as it was after they went, or later.
    ///   - elapsed: by a clock that never steps, from any origin.
    mutating func note(_ departures: [ChangeFeed.Departure], in truth: Truth, elapsed: Duration) {
        for departure in departures where truth.node(departure.node)?.grant.lifetime == .ephemeral {
            absences.append(Absence(departure: departure, since: elapsed))
            lastSeen[departure.node] = elapsed
        }
    }

    /// The nodes that are to go now; each is told once, and is put back by `postpone` when it cannot be made to go.
    mutating func over(feed: ChangeFeed, elapsed: Duration) -> [ChangeFeed.Departure] {
        var over: [ChangeFeed.Departure] = []
        while let oldest = absences.first, elapsed - oldest.since >= Timekeeper.absence {
            absences.removeFirst()
            let (node, network) = (oldest.departure.node, oldest.departure.network)
            // It came back and went again: that counts.
            guard lastSeen[node] == oldest.since else { continue }
            lastSeen[node] = nil
            if !feed.isConnected(node, in: network) { over.append(oldest.departure) }
        }
        return over
    }

    /// Has a node that was due be due at the next look too.
    mutating func postpone(_ departure: ChangeFeed.Departure, elapsed: Duration) {
        let since = elapsed - Timekeeper.absence
        absences.prepend(Absence(departure: departure, since: since))
        lastSeen[departure.node] = since
    }
}
