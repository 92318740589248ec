public import NetmakerCore

extension ChangeFeed {
    /// One session's end of the feed. Ends with `cancel`, or when nobody holds it any more.
    public final class Subscription: Sendable {
        public let node: NodeID
        public let network: NetworkName
        private let slot: Slot
        private let feed: ChangeFeed

        init(slot: Slot, feed: ChangeFeed) {
            node = slot.node
            network = slot.network
            self.slot = slot
            self.feed = feed
        }

        deinit { feed.remove(slot) }

        /// What changed since the last call, all in one; waits until something has.
        ///
        /// - Returns: nil when the subscription was cancelled, or the calling task was; in the latter case the
        ///   subscription goes on and nothing is lost. What is returned is told once: a cancelled task that gets a
        ///   value here must use it.
        public func next() async -> Pending? {
            await withTaskCancellationHandler {
                await withCheckedContinuation { slot.wait($0) }
            } onCancel: {
                slot.stopWaiting()
            }
        }

        /// What changed since the last call, if anything has.
        func nextWaiting() -> Pending? { slot.take() }

        /// Says that the node's kernel has everything up to this revision, or that its map was found equal at it.
        public func acknowledge(_ revision: Revision) {
            slot.acknowledge(revision)
            feed.settle(slot)
        }

        /// Ends the subscription; whoever waits in `next` gets nil.
        public func cancel() {
            slot.finish()
            feed.remove(slot)
        }
    }
}
