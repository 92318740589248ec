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
        /// These come to it besides, from whoever has them.
        case add(AllowedIPs)
        /// It has these and no others.
        case replace(AllowedIPs)
    }

    /// Which peer.
    public let publicKey: PublicKey
    /// What becomes of it.
    public let action: Action
    /// What becomes of its preshared key.
    public var presharedKey: Update<PresharedKey>
    /// Its new endpoint; nil leaves the one it has.
    public var endpoint: Endpoint?
    /// Its new keepalive, which may be off; nil leaves the one it has.
    public var persistentKeepalive: PersistentKeepalive?
    /// What becomes of its allowed IPs.
    public var allowedIPs: AllowedIPsChange

    /// A change.
    public init(
        _ action: Action,
        _ publicKey: PublicKey,
        presharedKey: Update<PresharedKey> = .keep,
        endpoint: Endpoint? = nil,
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
