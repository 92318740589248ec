import NetmakerCore
public import NetmakerWG

extension DeviceState {
    /// Compares a device with what was wanted, field by field and without the code that makes plans.
    ///
    /// An endpoint that is not wanted to be anything may be anything.
    ///
    /// - Returns: the first difference as a sentence; nil when there is none.
    public func mismatch(with wanted: DeviceConfiguration) -> String? {
        if publicKey != wanted.publicKey {
            return "the key is \(publicKey?.description ?? "none")"
        }
        if let port = wanted.listenPort, listenPort != port {
            return "the port is \(listenPort?.description ?? "none") and not \(port)"
        }
        if firewallMark != wanted.firewallMark {
            return "the mark is \(firewallMark?.description ?? "none")"
        }
        let extra = Set(peers.keys).subtracting(wanted.peers.keys)
        if let key = extra.min() { return "peer \(key) was not wanted" }
        for (key, peer) in wanted.peers.sorted(by: { $0.key < $1.key }) {
            guard let actual = peers[key] else { return "peer \(key) is missing" }
            if let mismatch = actual.mismatch(with: peer) { return "peer \(key): \(mismatch)" }
        }
        return nil
    }
}

extension PeerState {
    fileprivate func mismatch(with wanted: PeerConfiguration) -> String? {
        switch (presharedKey, wanted.presharedKey) {
        case (nil, nil): break
        case (let actual?, let key?) where actual.isEqual(to: key): break
        default: return "its preshared key is another"
        }
        if persistentKeepalive != wanted.persistentKeepalive {
            return "its keepalive is \(persistentKeepalive) and not \(wanted.persistentKeepalive)"
        }
        if allowedIPs != wanted.allowedIPs {
            return "its allowed IPs are \(allowedIPs) and not \(wanted.allowedIPs)"
        }
        if let endpoint = wanted.endpoint?.endpoint, self.endpoint != endpoint {
            return "its endpoint is \(self.endpoint?.description ?? "unknown") and not \(endpoint)"
        }
        return nil
    }
}
