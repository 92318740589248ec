import NetmakerCore

/// The endpoints of link scope that a device was given, for an implementation that does not tell by which interface
/// they are reached: wireguard-go of 2022 shows `[fe80::1]:51820` for `[fe80::1%2]:51820`, and a plan from that would
/// set it again for ever.
struct ScopedEndpoints {
    private var given: [PublicKey: PeerEndpoint] = [:]

    /// Remembers what a plan that was carried out gave.
    mutating func note(_ plan: DevicePlan) {
        if plan.formerPeers == .go { given = [:] }
        for change in plan.peers {
            if change.action == .remove {
                given[change.publicKey] = nil
            } else if let endpoint = change.endpoint {
                given[change.publicKey] = endpoint.scope == nil ? nil : endpoint
            }
        }
    }

    /// Adds the interface to endpoints that are shown without, where the rest is as it was given.
    func complete(_ state: inout DeviceState) {
        for (key, endpoint) in given where state.peers[key]?.endpoint == PeerEndpoint(endpoint.endpoint) {
            state.peers[key]?.endpoint = endpoint
        }
    }
}
