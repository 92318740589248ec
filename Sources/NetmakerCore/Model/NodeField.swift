/// The fields of a node, and whose each is to say: the one table of it. What a machine says of a field that is not its
/// own is refused by that field's name.
public enum NodeField: String, CaseIterable, Sendable, Codable {
    case id, network, name, identity, publicKey, ipv4, ipv6, listenPort, persistentKeepalive, mtu, interface
    case pinnedEndpoint, localAddresses, observedIPv4, observedIPv6, facts, reported, joinedAt, accessKey, revision
    case nextPublicKey, keyGeneration, options, standing, grant
    case roles, allowedRanges

    /// Who may say what a field holds.
    public enum Owner: Sendable, CaseIterable {
        /// The machine's agent, in every report.
        case machine
        /// The machine's agent once, in the join that makes it a node; from then on nobody, or an admin.
        case join
        /// An admin, or the network's rules in their place.
        case admin
        /// The server, from what it sees and does itself.
        case server
    }

    public var owner: Owner {
        switch self {
        case .listenPort, .mtu, .interface, .pinnedEndpoint, .localAddresses, .facts, .nextPublicKey: .machine
        case .name, .identity, .publicKey: .join
        case .ipv4, .ipv6, .persistentKeepalive, .options, .standing, .grant, .roles, .allowedRanges:
            .admin
        case .id, .network, .observedIPv4, .observedIPv6, .reported, .joinedAt, .accessKey, .keyGeneration,
            .revision:
            .server
        }
    }

    /// What of it the machine's owner may change there, by an edit: one that the server keeps only while nobody else has
    /// changed the same. An admin may change it as well.
    public var edits: [NodeSetting.Field] {
        switch self {
        case .name: [.name]
        case .listenPort: [.listenPort]
        case .persistentKeepalive: [.persistentKeepalive]
        case .mtu: [.mtu]
        case .pinnedEndpoint: [.pinnedEndpoint]
        case .options: [.udpHolePunching, .dnsOn, .roaming]
        case .id, .network, .identity, .publicKey, .ipv4, .ipv6, .interface, .localAddresses, .observedIPv4,
            .observedIPv6, .facts, .reported, .joinedAt, .accessKey, .revision, .nextPublicKey, .keyGeneration,
            .standing, .grant, .roles, .allowedRanges:
            []
        }
    }
}
