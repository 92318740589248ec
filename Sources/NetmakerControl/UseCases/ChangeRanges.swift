public import NetmakerCore

/// Gives a network other ranges: all its nodes move in one change. Previewed, it says who would move where.
public struct ChangeRanges: Command {
    public let network: NetworkName
    public let ranges: AddressRanges
    /// The revision of the network the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, ranges: AddressRanges, ifMatch: Revision? = nil) {
        self.network = network
        self.ranges = ranges
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Readdressing> {
        let state = try truth.requireNetwork(network)
        var network = state.network
        try network.revision.require(ifMatch, of: "network \(network.name)")
        try network.options.requireApart(from: ranges)
        let plan = try Readdressing(of: state, to: ranges, now: context.now)
        guard ranges != network.ranges else { return Decision(plan, unchanged: network.aggregate) }
        for range in ranges.all {
            guard let other = state.rangeHolder(overlapping: range) else { continue }
            throw ModelError(
                .conflict, field: "ipv\(range.address.bitWidth == 32 ? 4 : 6)Range",
                message: "\(range) overlaps \(other.range), which \(state.title(of: other.holder)) has",
                remedy: "choose another range, or take that one away there first")
        }
        network.ranges = ranges
        network.revision = state.revision.next
        let moves = plan.moves.compactMap { move in
            state.nodes[move.node].map { Mutation.putNode(move.applied(to: $0).revised(state.revision.next)) }
        }
        let clients = try plan.clients(of: state, now: context.now).map { client in
            var client = client
            client.revision = state.revision.next
            return Mutation.putClient(client)
        }
        return Decision(plan, changing: network.aggregate, by: [.putNetwork(network)] + moves + clients)
    }
}
