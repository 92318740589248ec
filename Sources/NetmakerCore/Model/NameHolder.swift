/// Who has a name in a network's zone.
public enum NameHolder: Hashable, Sendable {
    case node(NodeID, NodeName)
    case client(ExternalClientID, NodeName)
    case dnsRecord(DNSRecordName)

    /// "a node named web", "a DNS record named web".
    public var sentence: String {
        switch self {
        case .node(_, let name): "a node named \(name)"
        case .client(_, let name): "an external client named \(name)"
        case .dnsRecord(let name): "a DNS record named \(name)"
        }
    }
}

extension NetworkState {
    /// Who has the name. All that has names in the zone is asked here, and this by every use case that gives one.
    public func holder(of name: NodeName) -> NameHolder? {
        if let node = node(named: name) { return .node(node.id, node.name) }
        if let client = client(named: name) { return .client(client.id, client.name) }
        return dnsRecords.isEmpty ? nil : customHolder(of: DNSRecordName(name))
    }

    /// Who has the name, which no node has when it is of several labels.
    public func holder(of name: DNSRecordName) -> NameHolder? {
        name.nodeName.flatMap { holder(of: $0) } ?? customHolder(of: name)
    }

    private func customHolder(of name: DNSRecordName) -> NameHolder? {
        dnsRecords[name].map { .dnsRecord($0.name) }
    }
}

extension NetworkState {
    /// - Parameter node: who wants the name, and may have it already; nil for a machine that is no node yet.
    /// - Throws: `ModelError.Code.notUnique`, naming who has it.
    public func requireFree(_ name: NodeName, for node: NodeID? = nil) throws(ModelError) {
        guard let holder = holder(of: name) else { return }
        if case .node(let id, _) = holder, id == node { return }
        throw taken(DNSRecordName(name), by: holder)
    }

    /// - Parameter client: who wants the name, and may have it already.
    /// - Throws: `ModelError.Code.notUnique`, naming who has it.
    public func requireFree(_ name: NodeName, forClient client: ExternalClientID) throws(ModelError) {
        guard let holder = holder(of: name) else { return }
        if case .client(let id, _) = holder, id == client { return }
        throw taken(DNSRecordName(name), by: holder)
    }

    /// - Throws: `ModelError.Code.notUnique`, naming who has it.
    public func requireFree(_ name: DNSRecordName) throws(ModelError) {
        if let holder = holder(of: name) { throw taken(name, by: holder) }
    }

    func taken(_ name: DNSRecordName, by holder: NameHolder) -> ModelError {
        ModelError(
            .notUnique, field: "name", message: "network \(network.name) already has \(holder.sentence)",
            remedy: "choose another name")
    }
}
