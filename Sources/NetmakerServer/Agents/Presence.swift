internal import NetmakerControl
public import NetmakerCore
internal import Synchronization

/// What is known of a node's agent at this moment.
public struct NodePresence: Hashable, Sendable {
    /// Whether it has a session.
    public let isConnected: Bool
    /// When the server last heard of it; nil when it has not since the server's start.
    public let lastSeen: Timestamp?
    /// The revision its kernel has, as it last said; nil when it has not since the server's start.
    public let acknowledged: Revision?
}

/// Which agents are there, and how far they are. In memory only: nothing is written when an agent is heard of.
public final class Presence: Sendable {
    private struct Entry {
        var lastSeen: Timestamp
        var acknowledged: Revision?
        /// Said by a check-in, for want of a session.
        var checkedIn: Revision?
    }
    private let entries = Mutex<[NodeID: Entry]>([:])
    private let feed: ChangeFeed
    private let clock: any Clock<Duration>

    init(feed: ChangeFeed, clock: any Clock<Duration>) {
        self.feed = feed
        self.clock = clock
    }

    /// What is known of a node.
    public func of(_ node: NodeID, in network: NetworkName) -> NodePresence {
        let entry = entries.withLock { $0[node] }
        return NodePresence(
            isConnected: feed.isConnected(node, in: network), lastSeen: entry?.lastSeen,
            acknowledged: entry?.acknowledged)
    }

    /// The connected nodes that do not have everything in force yet that concerns them up to a revision, in the order
    /// of their ids.
    public func lagging(in network: NetworkName, behind revision: Revision) -> [NodeID] {
        feed.lagging(in: network, behind: revision)
    }

    /// Waits until every connected node has everything in force that concerns it up to a revision.
    ///
    /// - Parameter timeout: the longest to wait.
    /// - Returns: those that do not have it yet, when the time is over; none when all have.
    public func waitUntilInForce(
        _ revision: Revision, in network: NetworkName, timeout: Duration
    ) async -> [NodeID] {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [feed] in await feed.untilInForce(revision, in: network) }
            group.addTask { [clock] in
                do { try await clock.sleep(for: timeout) } catch { return }
            }
            await group.next()
            group.cancelAll()
        }
        return lagging(in: network, behind: revision)
    }

    func saw(_ node: NodeID, at time: Timestamp) {
        entries.withLock { entries in
            entries[node, default: Entry(lastSeen: time)].lastSeen = time
        }
    }

    func acknowledged(_ revision: Revision, by node: NodeID, at time: Timestamp) {
        entries.withLock { entries in
            let before = entries[node]?.acknowledged ?? .zero
            entries[node, default: Entry(lastSeen: time)].lastSeen = time
            entries[node]?.acknowledged = max(before, revision)
        }
    }

    /// A node without a session has said that its kernel has everything up to a revision.
    func checkedIn(_ node: NodeID, in network: NetworkName, with revision: Revision, at time: Timestamp) {
        acknowledged(revision, by: node, at: time)
        let before = entries.withLock { entries in
            defer { entries[node]?.checkedIn = revision }
            return entries[node]?.checkedIn
        }
        if before != revision { feed.heard(of: node, in: network) }
    }

    /// The revision up to which a node's kernel has everything, as it last said by a check-in; nil when it has not
    /// since the server's start.
    func checkedInRevision(of node: NodeID) -> Revision? { entries.withLock { $0[node]?.checkedIn } }

    /// Whether a node has said by a check-in that its kernel has everything up to a revision.
    func hasCheckedIn(_ node: NodeID, with revision: Revision) -> Bool {
        checkedInRevision(of: node).map { $0 >= revision } ?? false
    }

    /// The node is gone.
    func forget(_ node: NodeID) {
        entries.withLock { $0[node] = nil }
    }
}
