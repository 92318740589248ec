public import NetmakerCore

/// One peer as it is wanted.
public struct PeerConfiguration: Sendable {
    /// Where a peer is wanted to be reached.
    public enum WantedEndpoint: Hashable, Sendable {
        /// There and nowhere else, whatever the peer's packets say.
        case pinned(PeerEndpoint)
        /// There to begin with. Where the peer is live, and has moved, it is followed.
        case initial(PeerEndpoint)

        /// The endpoint itself.
        public var endpoint: PeerEndpoint {
            switch self {
            case .pinned(let endpoint), .initial(let endpoint): endpoint
            }
        }

        /// There and nowhere else: an endpoint that needs no scope.
        public static func pinned(_ endpoint: Endpoint) -> Self { .pinned(PeerEndpoint(endpoint)) }
        /// There to begin with: an endpoint that needs no scope.
        public static func initial(_ endpoint: Endpoint) -> Self { .initial(PeerEndpoint(endpoint)) }
    }

    /// The symmetric key mixed into the handshake; nil for none, and one that is there is cleared.
    public var presharedKey: PresharedKey?
    /// Where to reach it; nil when it is the one that calls. An endpoint it has then stays: WireGuard cannot forget
    /// one.
    public var endpoint: WantedEndpoint?
    /// How often an empty packet keeps a NAT's mapping.
    public var persistentKeepalive: PersistentKeepalive
    /// What routes to it.
    public var allowedIPs: AllowedIPs

    /// A peer.
    public init(
        presharedKey: PresharedKey? = nil,
        endpoint: WantedEndpoint? = nil,
        persistentKeepalive: PersistentKeepalive = .off,
        allowedIPs: AllowedIPs = []
    ) {
        self.presharedKey = presharedKey
        self.endpoint = endpoint
        self.persistentKeepalive = persistentKeepalive
        self.allowedIPs = allowedIPs
    }
}
