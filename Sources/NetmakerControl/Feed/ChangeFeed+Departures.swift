public import NetmakerCore
internal import Synchronization

extension ChangeFeed {
    /// A node whose last session has ended.
    public struct Departure: Hashable, Sendable {
        public let node: NodeID
        public let network: NetworkName

        public init(node: NodeID, network: NetworkName) {
            self.node = node
            self.network = network
        }
    }

    /// The nodes whose last session has ended since this was last asked, in no order; some of them may be back. For one
    /// caller: who went before the first question is not told.
    public func takeDepartures() -> [Departure] {
        state.withLock { state in
            defer { state.departures = [] }
            return state.departures.map(Array.init) ?? []
        }
    }
}
