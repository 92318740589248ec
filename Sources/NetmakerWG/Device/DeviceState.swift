public import NetmakerCore

/// A WireGuard device as it is: what a dump of it says.
public struct DeviceState: Sendable {
    /// The interface's name.
    public var interface: InterfaceName
    /// The public half of its private key; nil when it has none, and so can talk to nobody. The private key itself is
    /// in no state: ``WireGuardDevice/privateKey()`` reads it.
    public var publicKey: PublicKey?
    /// The UDP port it listens on; nil before it has one.
    public var listenPort: ListenPort?
    /// The mark on its own packets; nil for none.
    public var firewallMark: FirewallMark?
    /// Its peers.
    public var peers: PeerTable<PeerState> {
        _read { yield owned.table }
        _modify { yield &owned.table }
    }
    /// Its peers, and who has which allowed IP.
    var owned: OwnedPeers

    /// A device; one just made has nothing but its name.
    public init(
        interface: InterfaceName,
        publicKey: PublicKey? = nil,
        listenPort: ListenPort? = nil,
        firewallMark: FirewallMark? = nil,
        peers: PeerTable<PeerState> = [:]
    ) {
        self.interface = interface
        self.publicKey = publicKey
        self.listenPort = listenPort
        self.firewallMark = firewallMark
        owned = OwnedPeers(peers)
    }
}

/// One peer of a device as it is.
public struct PeerState: Sendable {
    /// The symmetric key mixed into the handshake; nil for none.
    public var presharedKey: PresharedKey?
    /// Where packets to it are sent: what was configured, or where it last sent from; nil when nobody knows.
    public var endpoint: PeerEndpoint?
    /// How often an empty packet keeps a NAT's mapping.
    public var persistentKeepalive: PersistentKeepalive
    /// What routes to it.
    public var allowedIPs: AllowedIPs
    /// When the last handshake with it was completed; nil when there was none.
    public var lastHandshake: Timestamp?
    /// Bytes received from it, headers included.
    public var receivedBytes: UInt64
    /// Bytes sent to it, headers included.
    public var sentBytes: UInt64

    /// A peer; one just made has never been heard of.
    public init(
        presharedKey: PresharedKey? = nil,
        endpoint: PeerEndpoint? = nil,
        persistentKeepalive: PersistentKeepalive = .off,
        allowedIPs: AllowedIPs = [],
        lastHandshake: Timestamp? = nil,
        receivedBytes: UInt64 = 0,
        sentBytes: UInt64 = 0
    ) {
        self.presharedKey = presharedKey
        self.endpoint = endpoint
        self.persistentKeepalive = persistentKeepalive
        self.allowedIPs = allowedIPs
        self.lastHandshake = lastHandshake
        self.receivedBytes = receivedBytes
        self.sentBytes = sentBytes
    }

    /// How long a session is good for, in seconds, and so how long silence after a handshake means nothing
    /// (WireGuard's REJECT_AFTER_TIME).
    public static let sessionLifetime = 180

    /// Whether a session with it may still be in use.
    ///
    /// A handshake later than `now` counts: it is the clock that was set back.
    public func isLive(at now: Timestamp) -> Bool {
        guard let lastHandshake else { return false }
        return now.millisecondsSince1970 - lastHandshake.millisecondsSince1970 < Int64(Self.sessionLifetime) * 1000
    }
}
