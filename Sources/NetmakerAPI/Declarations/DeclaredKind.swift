/// The kinds of objects that a declaration has, in the order in which a network's are written.
public enum DeclaredKind: Int, Hashable, Sendable, CaseIterable {
    case network, node, client, dnsRecord, user

    /// For people: "DNS record".
    public var noun: String {
        switch self {
        case .network: "network"
        case .node: "node"
        case .client: "client"
        case .dnsRecord: "DNS record"
        case .user: "user"
        }
    }

    /// The fields that an object of this kind has in a declaration, in the order in which they are written. They are
    /// those of the REST interface's requests.
    public var fields: [String] {
        switch self {
        case .network: Self.rangeFields + Self.networkFields
        case .node: Self.nodeFields + Self.roleFields
        case .client: Self.clientFields + Self.addressFields
        case .dnsRecord: ["addresses", "node"]
        case .user: ["role", "networks", "commands"]
        }
    }

    static let rangeFields = ["ipv4Range", "ipv6Range"]
    /// Those of `UpdateNetworkRequest`.
    static let networkFields = [
        "displayName", "nodeLimit", "dnsSuffix", "dnsServers", "listenPort", "persistentKeepalive", "mtu", "interface",
        "udpHolePunching", "postUp", "postDown", "admission", "localRange", "checkInInterval",
    ]
    /// Those of `UpdateNodeRequest`.
    static let nodeFields = [
        "ipv4", "ipv6", "endpoint", "listenPort", "persistentKeepalive", "mtu", "connected", "expiresAt", "tags",
        "udpHolePunching", "dnsOn", "roaming", "postUp", "postDown",
    ]
    /// What a node does for others, each with a path of its own.
    static let roleFields = ["egress", "ingress", "relay", "allowedRanges"]
    /// Those of `UpdateClientRequest`.
    static let clientFields = ["name", "gateway", "access", "nameServers", "allowedRanges", "expiresAt"]
    /// A client has them for its life.
    static let addressFields = ["ipv4", "ipv6"]

    /// The sections that a network has in itself, by what they are called there.
    static let networkSections = ["nodes", "clients", "dns"]
}
