import NetmakerCore

extension DeviceState {
    /// Does to this value what WireGuard does to a device when a plan is applied.
    ///
    /// An agent keeps the state it last applied in this way, and plans from it without a dump; the fake device is made
    /// of it.
    public mutating func apply(_ plan: DevicePlan) {
        switch plan.privateKey {
        case .keep: break
        case .clear:
            privateKey = nil
            publicKey = nil
        case .set(let key):
            privateKey = key
            publicKey = key.publicKey
            // A peer that turns out to be the device itself is dropped.
            peers[key.publicKey] = nil
        }
        if let port = plan.listenPort { listenPort = port }
        firewallMark = plan.firewallMark.applied(to: firewallMark)
        if plan.formerPeers == .go { peers = [:] }
        var owners = prefixOwners(neededBy: plan)
        for change in plan.peers { apply(change, &owners) }
    }

    private mutating func apply(_ change: PeerChange, _ owners: inout [IPPrefix: PublicKey]) {
        let key = change.publicKey
        guard key != publicKey else { return }
        switch change.action {
        case .remove:
            peers[key] = nil
            return
        case .update where peers[key] == nil: return
        case .add, .update: break
        }
        var peer = peers[key] ?? PeerState()
        peer.presharedKey = change.presharedKey.applied(to: peer.presharedKey)
        if let endpoint = change.endpoint { peer.endpoint = endpoint }
        if let keepalive = change.persistentKeepalive { peer.persistentKeepalive = keepalive }
        switch change.allowedIPs {
        case .keep: break
        case .change(_, let removed): peer.allowedIPs = peer.allowedIPs.subtracting(removed)
        case .replace: peer.allowedIPs = []
        }
        peers[key] = peer
        give(change.allowedIPs.added, to: key, &owners)
    }

    /// Gives a peer prefixes, taking them from whoever has them.
    private mutating func give(
        _ prefixes: AllowedIPs, to key: PublicKey, _ owners: inout [IPPrefix: PublicKey]
    ) {
        guard !prefixes.isEmpty else { return }
        for prefix in prefixes {
            if let owner = owners[prefix], owner != key { peers[owner]?.allowedIPs.remove(prefix) }
            owners[prefix] = key
        }
        peers[key]?.allowedIPs.formUnion(prefixes)
    }

    /// Who has the prefixes that a plan gives away. Only those: a plan for one peer among thousands gives few.
    private func prefixOwners(neededBy plan: DevicePlan) -> [IPPrefix: PublicKey] {
        var given: Set<IPPrefix> = []
        for change in plan.peers { given.formUnion(change.allowedIPs.added) }
        guard !given.isEmpty else { return [:] }
        var owners: [IPPrefix: PublicKey] = [:]
        for (key, peer) in peers {
            for prefix in peer.allowedIPs where given.contains(prefix) { owners[prefix] = key }
        }
        return owners
    }
}
