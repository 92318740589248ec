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

    /// Gives a node other ranges than it had: those that it routes as a gateway, and its own.
    ///
    /// - Throws: `ModelError.Code.notUnique` when another has one of them.
    mutating func move(from old: Node?, to node: Node) throws(ModelError) {
        try move(from: old?.roles.egress?.ranges ?? [], to: node.roles.egress?.ranges ?? [], of: .egress(node.id))
        try move(from: old?.allowedRanges ?? [], to: node.allowedRanges, of: .node(node.id))
    }

    /// Takes ranges away from a holder that has them.
    mutating func release(_ ranges: [IPPrefix], of holder: RangeHolder) {
        for range in ranges where holders[range] == holder { holders[range] = nil }
    }

    /// Takes its ranges away from a node that goes.
    mutating func release(_ node: Node) {
        release(node.roles.egress?.ranges ?? [], of: .egress(node.id))
        release(node.allowedRanges, of: .node(node.id))
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
