/// What a custom name stands for.
public enum DNSTarget: Hashable, Sendable, Codable {
    case addresses(DNSAddresses)
    /// Another name of a node, whatever its addresses are. It goes with the node.
    case node(NodeID)
}

/// A custom name and what it stands for, as the network's agents are told.
public struct DNSEntry: Hashable, Sendable, Codable {
    public let name: DNSRecordName
    public let target: DNSTarget

    public init(name: DNSRecordName, target: DNSTarget) {
        self.name = name
        self.target = target
    }

    /// The digest of its fields, not of any encoding. It is never a peer record's.
    public var digest: MapDigest {
        var fields = CanonicalFields()
        fields.append("dns entry")
        fields.append(name.description)
        switch target {
        case .addresses(let addresses):
            fields.append(UInt64(addresses.all.count))
            for address in addresses.all { fields.append(address) }
        case .node(let id):
            fields.append(UInt64(0))
            fields.append(id.rawValue)
        }
        return MapDigest(hashing: fields.bytes)
    }
}
