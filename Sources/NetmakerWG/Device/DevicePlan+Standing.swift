import NetmakerCore

extension DevicePlan {
    /// How many of its steps for peers are in force, by what a device says now.
    ///
    /// Of a plan that failed half-way this tells how much there is of what it wanted, not how far it came: a step
    /// counts when the device shows all that the step wants, be it that this was so before; and one of which a later
    /// step, or anybody, has taken something back does not count. So it may be fewer than were taken, and more.
    public func stepsInForce(in state: DeviceState) -> Int {
        peers.count { $0.isInForce(in: state) }
    }
}

extension PeerChange {
    fileprivate func isInForce(in state: DeviceState) -> Bool {
        guard let peer = state.peers[publicKey] else { return action != .add || publicKey == state.publicKey }
        guard action != .remove else { return false }
        let key =
            switch presharedKey {
            case .keep: true
            case .set(let key): peer.presharedKey?.isEqual(to: key) ?? false
            case .clear: peer.presharedKey == nil
            }
        let added = allowedIPs.added
        let prefixes: Bool
        if case .replace = allowedIPs {
            prefixes = peer.allowedIPs == added
        } else {
            prefixes =
                added.subtracting(peer.allowedIPs).isEmpty
                && allowedIPs.removed.subtracting(peer.allowedIPs) == allowedIPs.removed
        }
        return key && prefixes && endpoint.map { $0 == peer.endpoint } ?? true
            && persistentKeepalive.map { $0 == peer.persistentKeepalive } ?? true
    }
}

extension WireGuardError {
    /// The same failure, of a plan that was carried out in part, with what the device is now.
    public func standing(_ state: DeviceState, of plan: DevicePlan) -> WireGuardError {
        let count = plan.peers.count
        let standing = "\(plan.stepsInForce(in: state)) of \(count) changes of peers stand"
        return WireGuardError(
            code, message: count == 0 ? message : "\(message); \(standing)", remedy: remedy, cause: cause, state: state)
    }
}
