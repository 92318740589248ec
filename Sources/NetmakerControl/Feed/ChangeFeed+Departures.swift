public import NetmakerCore
internal import Synchronization

extension ChangeFeed {
    /// A node whose last session has ended, or its last visit without one.
    public struct Departure: Hashable, Sendable {
        public let node: NodeID
        public let network: NetworkName

        public init(node: NodeID, network: NetworkName) {
            self.node = node
            self.network = network
        }
    }

    /// The nodes whose last session or visit has ended since this was last asked, in no order; some of them may be
    /// back. For one caller: who went before the first question is not told.
    public func takeDepartures() -> [Departure] {
        state.withLock { state in
            defer { state.departures = [] }
            return state.departures.map(Array.init) ?? []
        }
    }

    /// A node that has no session was there for a moment, and went: from now on it counts as away, and not from before.
    public func visited(by node: NodeID, in network: NetworkName) {
        state.withLock { state in
            guard state.networks[network]?[node] == nil else { return }
            state.departures?.insert(Departure(node: node, network: network))
        }
    }
}
