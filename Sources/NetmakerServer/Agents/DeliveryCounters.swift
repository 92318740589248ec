internal import Synchronization

/// How much the agents were told since the start: for tests and benchmarks of what one change costs, and for people.
public struct DeliveryCounters: Hashable, Sendable {
    /// Records put into bytes. One a change of a node, however many are told.
    public var recordsEncoded = 0
    /// Full maps sent, each in one chunk or more.
    public var fullMaps = 0
    /// Deltas sent that hold records or removals.
    public var deltas = 0
    /// Records in them.
    public var deltaRecords = 0
    /// Removals in them.
    public var deltaRemovals = 0
    /// Custom names that came, changed or went in them.
    public var deltaDNSEntries = 0
    /// Bytes of the records in maps and deltas.
    public var recordBytes = 0
    /// Deltas sent that only move the map's revision on.
    public var advances = 0
    /// Sessions whose agent had the map already, so that none was sent.
    public var mapsSkipped = 0
    /// Configurations sent.
    public var configurations = 0
    /// Pages of full maps sent in answer to check-ins.
    public var pages = 0
    /// Sessions that were opened.
    public var sessions = 0
    /// Sessions that were refused.
    public var refusals = 0

    public init() {}
}

/// The counters, shared.
package final class DeliveryMeter: Sendable {
    private let counters = Mutex(DeliveryCounters())

    package init() {}

    var current: DeliveryCounters { counters.withLock { $0 } }

    func count(_ change: (inout DeliveryCounters) -> Void) { counters.withLock { change(&$0) } }
}
