import NetmakerCore

/// The peers of a device, and who has which allowed IP: a change that gives one away finds its owner at once.
struct OwnedPeers: Sendable {
    private var peers: PeerTable<PeerState>
    /// Nil until it is first asked for, and when the peers were changed by others.
    private var owners: [IPPrefix: PublicKey]?

    init(_ peers: PeerTable<PeerState> = PeerTable()) {
        self.peers = peers
    }

    /// The peers alone.
    var table: PeerTable<PeerState> {
        _read { yield peers }
        _modify {
            owners = nil
            yield &peers
        }
    }

    /// Takes a peer away, if it is there.
    mutating func remove(_ key: PublicKey) {
        guard let peer = peers[key] else { return }
        disown(peer.allowedIPs, by: key)
        peers[key] = nil
    }

    /// Does to the peers what WireGuard does by a change.
    mutating func apply(_ change: PeerChange) {
        let key = change.publicKey
        switch change.action {
        case .remove: return remove(key)
        case .update where peers[key] == nil: return
        case .add, .update: break
        }
        var peer = peers[key] ?? PeerState()
        peer.presharedKey = change.presharedKey.applied(to: peer.presharedKey)
        if let endpoint = change.endpoint { peer.endpoint = endpoint }
        if let keepalive = change.persistentKeepalive { peer.persistentKeepalive = keepalive }
        if case .replace = change.allowedIPs {
            disown(peer.allowedIPs, by: key)
            peer.allowedIPs = []
        }
        peers[key] = peer
        // What comes, comes first.
        let added = change.allowedIPs.added
        if !added.isEmpty { take(added, for: key) }
        let removed = change.allowedIPs.removed
        if !removed.isEmpty, let present = peers[key]?.allowedIPs {
            disown(removed, by: key)
            peers[key]?.allowedIPs = present.subtracting(removed)
        }
    }

    /// Gives prefixes to a peer, taking them from whoever has them.
    private mutating func take(_ prefixes: AllowedIPs, for key: PublicKey) {
        var owners = owners.take() ?? Self.owners(of: peers)
        for prefix in prefixes {
            if let owner = owners.updateValue(key, forKey: prefix), owner != key {
                peers[owner]?.allowedIPs.remove(prefix)
            }
        }
        peers[key]?.allowedIPs.formUnion(prefixes)
        self.owners = owners
    }

    private mutating func disown(_ prefixes: AllowedIPs, by key: PublicKey) {
        for prefix in prefixes where owners?[prefix] == key { owners?[prefix] = nil }
    }

    private static func owners(of peers: PeerTable<PeerState>) -> [IPPrefix: PublicKey] {
        var owners: [IPPrefix: PublicKey] = [:]
        owners.reserveCapacity(peers.count)
        for (key, peer) in peers {
            for prefix in peer.allowedIPs { owners[prefix] = key }
        }
        return owners
    }
}
