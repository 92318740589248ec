public import NetmakerCore

/// What a plan does to one peer, in one step.
public struct PeerChange: Sendable {
    /// What becomes of the peer itself.
    public enum Action: Hashable, Sendable {
        /// It is made.
        case add
        /// It changes if it is there. One that has been removed meanwhile is not brought back.
        case update
        /// It goes, with its session.
        case remove
    }

    /// What becomes of its allowed IPs.
    public enum AllowedIPsChange: Hashable, Sendable {
        /// They stay.
        case keep
        /// Some come to it, from whoever has them; then others, if it has them, go to nobody. All else stays, and
        /// carries traffic meanwhile. See ``DevicePlan/removingAllowedIPs(by:)`` for implementations that cannot take
        /// away one.
        case change(adding: AllowedIPs, removing: AllowedIPs)
        /// It has these and no others. Those that it had are nobody's for an instant, those among them that stay too.
        case replace(AllowedIPs)

        /// These come to it besides, from whoever has them.
        public static func add(_ prefixes: AllowedIPs) -> Self { .change(adding: prefixes, removing: []) }
        /// These go to nobody, if it has them.
        public static func remove(_ prefixes: AllowedIPs) -> Self { .change(adding: [], removing: prefixes) }

        /// Those that come to it.
        public var added: AllowedIPs {
            switch self {
            case .keep: []
            case .change(let added, _), .replace(let added): added
            }
        }

        /// Whether some go to nobody, one by one.
        var removesSome: Bool {
            if case .change(_, let removed) = self { !removed.isEmpty } else { false }
        }

        /// Those that go to nobody, one by one.
        public var removed: AllowedIPs {
            if case .change(_, let removed) = self { removed } else { [] }
        }
    }

    /// Which peer.
    public let publicKey: PublicKey
    /// What becomes of it.
    public let action: Action
    /// What becomes of its preshared key.
    public var presharedKey: Update<PresharedKey>
    /// Its new endpoint; nil leaves the one it has.
    public var endpoint: PeerEndpoint?
    /// Its new keepalive, which may be off; nil leaves the one it has.
    public var persistentKeepalive: PersistentKeepalive?
    /// What becomes of its allowed IPs.
    public var allowedIPs: AllowedIPsChange

    /// A change.
    public init(
        _ action: Action,
        _ publicKey: PublicKey,
        presharedKey: Update<PresharedKey> = .keep,
        endpoint: PeerEndpoint? = nil,
        persistentKeepalive: PersistentKeepalive? = nil,
        allowedIPs: AllowedIPsChange = .keep
    ) {
        self.publicKey = publicKey
        self.action = action
        self.presharedKey = presharedKey
        self.endpoint = endpoint
        self.persistentKeepalive = persistentKeepalive
        self.allowedIPs = allowedIPs
    }

    /// Whether it changes nothing.
    public var isEmpty: Bool {
        action == .update && presharedKey.isKeep && endpoint == nil && persistentKeepalive == nil
            && allowedIPs == .keep
    }
}
