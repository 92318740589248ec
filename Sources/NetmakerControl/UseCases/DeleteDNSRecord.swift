public import NetmakerCore

/// Takes a custom name out of a network's zone. Every node of the network is told.
public struct DeleteDNSRecord: Command {
    public let network: NetworkName
    public let name: DNSRecordName
    /// The revision of the record the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, name: DNSRecordName, ifMatch: Revision? = nil) {
        self.network = network
        self.name = name
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<DNSRecord> {
        let state = try truth.requireNetwork(network)
        let record = try state.requireDNSRecord(name)
        try record.revision.require(ifMatch, of: "DNS record \(name)")
        return Decision(record, changing: state.network.aggregate, by: [.removeDNSRecord(name)])
    }
}
