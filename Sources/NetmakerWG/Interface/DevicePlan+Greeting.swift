internal import NetmakerCore

extension DevicePlan {
    /// More than most networks have. Beyond it peers wait as they would anyhow, and no interface that is made sends
    /// thousands of handshakes at once.
    private static let maximumGreeted = 250

    /// Has a device that was just made begin a handshake with its peers, and changes nothing.
    ///
    /// An interface that is made anew has lost its sessions, and peers do not know: what they send to it is dropped,
    /// until they find out by silence after 15 seconds (WireGuard, section 6.5). A keepalive that is switched on is
    /// sent at once, which takes a handshake; so where it is on, that has happened already.
    package init(greeting state: DeviceState) {
        let silent = state.peers.lazy.filter { $0.value.persistentKeepalive == .off && $0.value.endpoint != nil }
        self.init(
            peers: silent.prefix(Self.maximumGreeted).flatMap { key, _ in
                [PersistentKeepalive.netmaker, .off].map { PeerChange(.update, key, persistentKeepalive: $0) }
            })
    }
}
