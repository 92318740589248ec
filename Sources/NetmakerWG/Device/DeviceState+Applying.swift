import NetmakerCore

extension DeviceState {
    /// Does to this value what WireGuard does to a device when a plan is applied.
    ///
    /// An agent keeps the state it last applied in this way, and plans from it without a dump; the fake device is made
    /// of it. The cost is that of the plan, however many peers there are; but the first plan that gives a peer allowed
    /// IPs looks at all.
    public mutating func apply(_ plan: DevicePlan) {
        switch plan.privateKey {
        case .keep: break
        case .clear: publicKey = nil
        case .set(let key):
            publicKey = key.publicKey
            // A peer that turns out to be the device itself is dropped.
            owned.remove(key.publicKey)
        }
        if let port = plan.listenPort { listenPort = port }
        firewallMark = plan.firewallMark.applied(to: firewallMark)
        if plan.formerPeers == .go { owned = OwnedPeers() }
        for change in plan.peers where change.publicKey != publicKey { owned.apply(change) }
    }
}
