import NetmakerControl
import NetmakerCore

/// Custom names, and nodes that go since their agents stay away.
extension PlainTruth {
    func record(_ name: DNSRecordName, of network: NetworkName) -> DNSRecord? {
        self.network(network)?.records.first { $0.name == name }
    }

    mutating func create(_ record: DNSRecord) throws(Refusal) {
        let network = try require(record.network)
        let text = record.name.description
        if text == network.name.description || text.hasSuffix(".\(network.name)") { throw .invalidValue }
        if network.isNamed(text) { throw .conflict }
        try require(record.target, in: network)
        change(record.network) { network in
            var record = record
            record.revision = Revision(network.revision)
            network.records.append(record)
        }
    }

    mutating func update(
        _ name: DNSRecordName, in network: NetworkName, seen: Revision?, _ target: DNSTarget
    ) throws(Refusal) -> Bool {
        let plain = try require(network)
        guard let record = record(name, of: network) else { throw .notFound }
        try require(seen, at: record.revision.rawValue)
        try require(target, in: plain)
        if record.target == target { return false }
        change(network) { network in
            for index in network.records.indices where network.records[index].name == name {
                network.records[index].target = target
                network.records[index].revision = Revision(network.revision)
            }
        }
        return true
    }

    mutating func delete(_ name: DNSRecordName, in network: NetworkName, seen: Revision?) throws(Refusal) {
        _ = try require(network)
        guard let record = record(name, of: network) else { throw .notFound }
        try require(seen, at: record.revision.rawValue)
        change(network) { $0.records.removeAll { $0.name == name } }
    }

    mutating func reap(_ id: NodeID, in name: NetworkName) throws(Refusal) {
        guard let node = try require(name).nodes.first(where: { $0.id == id }) else { throw .notFound }
        if node.grant.lifetime != .ephemeral { throw .conflict }
        remove(node, .ephemeral)
    }

    private func require(_ target: DNSTarget, in network: PlainNetwork) throws(Refusal) {
        guard case .node(let id) = target, !network.nodes.contains(where: { $0.id == id }) else { return }
        throw .notFound
    }
}

extension PlainNetwork {
    /// Whether somebody or something is called so in its zone.
    func isNamed(_ text: String, besides node: NodeID? = nil) -> Bool {
        nodes.contains { $0.name.description == text && $0.id != node }
            || clients.contains { $0.client.name.description == text }
            || records.contains { $0.name.description == text }
    }

    /// What its nodes are told of custom names.
    var entries: [DNSRecordName: DNSEntry] {
        var entries: [DNSRecordName: DNSEntry] = [:]
        for record in records { entries[record.name] = DNSEntry(name: record.name, target: record.target) }
        return entries
    }
}
