import NetmakerCore
import NetmakerWG

// A device that was read can be made again, by the other direction of the protocol it was read from.

extension DevicePlan {
    /// What makes a device of an empty one, but for its private key.
    init(making state: DeviceState) {
        self.init(
            listenPort: state.listenPort, firewallMark: state.firewallMark.map { .set($0) } ?? .keep,
            peers: state.peers.sorted { $0.key < $1.key }.map { key, peer in
                PeerChange(
                    .add, key, presharedKey: peer.presharedKey.map { .set($0) } ?? .keep, endpoint: peer.endpoint,
                    persistentKeepalive: peer.persistentKeepalive, allowedIPs: .add(peer.allowedIPs))
            })
    }
}

extension DeviceState {
    /// - Throws: `Broken` when something differs that can be configured.
    func checkConfiguration(is other: DeviceState) throws(Broken) {
        try require(listenPort == other.listenPort, "the port changes")
        try require(firewallMark == other.firewallMark, "the mark changes")
        try require(Set(peers.keys) == Set(other.peers.keys), "the peers change")
        for (key, peer) in other.peers {
            try require(peers[key]?.allowedIPs == peer.allowedIPs, "the allowed IPs of \(key) change")
            try require(peers[key]?.endpoint == peer.endpoint, "the endpoint of \(key) changes")
            try require(peers[key]?.persistentKeepalive == peer.persistentKeepalive, "the keepalive of \(key) changes")
            switch (peers[key]?.presharedKey, peer.presharedKey) {
            case (nil, nil): break
            case (let one?, let two?) where one.isEqual(to: two): break
            default: throw Broken("the preshared key of \(key) changes")
            }
        }
    }
}
