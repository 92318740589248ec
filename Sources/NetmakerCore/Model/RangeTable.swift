/// To whom ranges are routed that lie outside the network's own.
struct RangeTable: Sendable {
    private var holders = PersistentIndex<IPPrefix, RangeHolder>()

    /// All of them, in no order.
    var all: [(range: IPPrefix, holder: RangeHolder)] { holders.map { ($0.key, $0.value) } }

    /// Who has a range that this one overlaps, and which; nil when nobody does. Costs as much as there are ranges.
    ///
    /// - Parameter own: whose ranges do not count.
    func holder(overlapping range: IPPrefix, besides own: RangeHolder?) -> (range: IPPrefix, holder: RangeHolder)? {
        all.filter { $0.holder != own && $0.range.overlaps(range) }.min { $0.range < $1.range }
    }

    /// Gives a holder other ranges than it had.
    ///
    /// - Throws: `ModelError.Code.notUnique` when another has one of them.
    mutating func move(
        from old: [IPPrefix], to new: [IPPrefix], of holder: RangeHolder
    ) throws(ModelError) {
        guard old != new else { return }
        release(old, of: holder)
        for range in new {
            if let other = holders.updateValue(holder, forKey: range), other != holder {
                throw ModelError(
                    .notUnique, field: "ranges", message: "\(range) is routed elsewhere already",
                    remedy: "choose another range")
            }
        }
    }

    /// Takes ranges away from a holder that has them.
    mutating func release(_ ranges: [IPPrefix], of holder: RangeHolder) {
        for range in ranges where holders[range] == holder { holders[range] = nil }
    }
}

/// To whom a range is routed.
public enum RangeHolder: Hashable, Sendable {
    /// To an egress gateway.
    case egress(NodeID)
    /// To a node, as one of its own extra ranges.
    case node(NodeID)
    /// To a client, by its gateway.
    case client(ExternalClientID)
}
