public import NetmakerCore

/// Something that a declaration says what it is like.
public enum DeclaredObject: Hashable, Sendable {
    case network(NetworkName)
    case node(NodeName, in: NetworkName)
    /// By its WireGuard key, which is what it is: everything else of it may change.
    case client(PublicKey, in: NetworkName)
    case dnsRecord(DNSRecordName, in: NetworkName)
    case user(UserName)

    /// The network that it is, or is in; nil for a user.
    public var network: NetworkName? {
        switch self {
        case .network(let name), .node(_, let name), .client(_, let name), .dnsRecord(_, let name): name
        case .user: nil
        }
    }

    /// What kind of object it is.
    public var kind: DeclaredKind {
        switch self {
        case .network: .network
        case .node: .node
        case .client: .client
        case .dnsRecord: .dnsRecord
        case .user: .user
        }
    }

    /// What it is called in its section of a declaration.
    public var key: String {
        switch self {
        case .network(let name): name.description
        case .node(let name, _): name.description
        case .client(let key, _): key.description
        case .dnsRecord(let name, _): name.description
        case .user(let name): name.description
        }
    }

    /// Where a declaration has it.
    var section: DeclaredSection {
        switch self {
        case .network: .networks
        case .node(_, let network): .nodes(network)
        case .client(_, let network): .clients(network)
        case .dnsRecord(_, let network): .dns(network)
        case .user: .users
        }
    }

    /// Where a declaration has it, for errors: `networks.harbor.nodes.gate`.
    public var path: String { "\(section.path).\(key)" }
}

/// Networks before users; a network before what is in it, that by kind and name.
extension DeclaredObject: Comparable {
    public static func < (lhs: DeclaredObject, rhs: DeclaredObject) -> Bool {
        guard lhs.network == rhs.network else {
            guard let left = lhs.network, let right = rhs.network else { return lhs.network != nil }
            return left < right
        }
        return (lhs.kind.rawValue, lhs.key) < (rhs.kind.rawValue, rhs.key)
    }
}

/// A part of a declaration that lists objects of a kind. One that is there, though it is empty, says that there are no
/// others; one that is left out says nothing.
public enum DeclaredSection: Hashable, Sendable {
    case networks
    case users
    case nodes(NetworkName)
    case clients(NetworkName)
    case dns(NetworkName)

    /// Where a declaration has it.
    var path: String {
        switch self {
        case .networks: "networks"
        case .users: "users"
        case .nodes(let network): "networks.\(network).nodes"
        case .clients(let network): "networks.\(network).clients"
        case .dns(let network): "networks.\(network).dns"
        }
    }
}
