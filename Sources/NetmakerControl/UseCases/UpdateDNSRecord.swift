public import NetmakerCore

/// Lets a custom name stand for something else. Every node of the network is told.
public struct UpdateDNSRecord: Command {
    public let network: NetworkName
    public let name: DNSRecordName
    public let target: DNSTarget
    /// The revision of the record the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, name: DNSRecordName, target: DNSTarget, ifMatch: Revision? = nil) {
        self.network = network
        self.name = name
        self.target = target
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<DNSRecord> {
        let state = try truth.requireNetwork(network)
        var record = try state.requireDNSRecord(name)
        try record.revision.require(ifMatch, of: "DNS record \(name)")
        try state.requireThere(target)
        guard target != record.target else { return Decision(record, unchanged: state.network.aggregate) }
        record.target = target
        record.revision = state.revision.next
        return Decision(record, changing: state.network.aggregate, by: [.putDNSRecord(record)])
    }
}
