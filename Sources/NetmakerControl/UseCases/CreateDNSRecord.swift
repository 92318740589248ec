public import NetmakerCore

/// Adds a name to a network's zone. Every node of the network is told.
public struct CreateDNSRecord: Command {
    public let network: NetworkName
    public let name: DNSRecordName
    public let target: DNSTarget

    public init(network: NetworkName, name: DNSRecordName, target: DNSTarget) {
        self.network = network
        self.name = name
        self.target = target
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<DNSRecord> {
        let state = try truth.requireNetwork(network)
        try name.requireRelative(to: network)
        try state.requireFree(name)
        try state.requireThere(target)
        guard state.dnsRecords.count < DNSRecord.maximumCount else {
            throw ModelError(
                .exhausted,
                message: "network \(network) has \(DNSRecord.maximumCount) DNS records, and may have no more",
                remedy: "delete one that is no longer needed with nmctl dns delete")
        }
        let record = DNSRecord(
            network: network, name: name, target: target, createdAt: context.now, revision: state.revision.next)
        return Decision(record, changing: state.network.aggregate, by: [.putDNSRecord(record)])
    }
}

extension NetworkState {
    /// - Throws: `ModelError.Code.notFound` for an alias of a node that is not in the network.
    func requireThere(_ target: DNSTarget) throws(ModelError) {
        if case .node(let id) = target { _ = try requireNode(id) }
    }
}
