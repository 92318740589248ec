public import NetmakerCore

/// Gives a network other ranges: all its nodes and clients move in one change, and with them what says their addresses.
/// Previewed, it says who would move where.
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
        guard ranges != network.ranges else {
            return Decision(
                try Readdressing(of: state, to: ranges, now: context.now), unchanged: network.aggregate)
        }
        for range in ranges.all {
            guard let other = state.rangeHolder(overlapping: range) else { continue }
            throw ModelError(
                .conflict, field: "ipv\(range.address.bitWidth == 32 ? 4 : 6)Range",
                message: "\(range) overlaps \(other.range), which \(state.title(of: other.holder)) has",
                remedy: "choose another range, or take that one away there first")
        }
        let plan = try Readdressing(of: state, to: ranges, now: context.now)
        let revision = state.revision.next
        network.ranges = ranges
        network.dnsServers = plan.dnsServers
        network.revision = revision
        let nodes = plan.nodes.map { Mutation.putNode($0.revised(revision)) }
        let clients = plan.clients.map { client in
            var client = client
            client.revision = revision
            return Mutation.putClient(client)
        }
        let records = plan.dnsRecords.map { record in
            var record = record
            record.revision = revision
            return Mutation.putDNSRecord(record)
        }
        return Decision(
            plan, changing: network.aggregate, by: [.putNetwork(network)] + nodes + clients + records)
    }
}
