public import NetmakerCore

/// The way from one state of a device to the wanted one: only what differs, in an order that is never worse than both
/// ends.
///
/// - An allowed IP that moves is set on its new owner, which takes it from the old one in the same instant. So peers
///   gain first, lose then, and go last: no prefix that is wanted is ever nobody's.
/// - A preshared key or keepalive that is not wanted any more is cleared.
/// - A live peer that has moved is followed, not put back, unless its endpoint is pinned.
/// - An empty plan sends nothing.
public struct DevicePlan: Sendable {
    /// What becomes of the device's identity.
    public let privateKey: Update<PrivateKey>
    /// The device's new port; nil leaves the one it has.
    public let listenPort: ListenPort?
    /// What becomes of the mark on its own packets.
    public let firewallMark: Update<FirewallMark>
    /// What becomes of its peers, step by step.
    public let peers: [PeerChange]

    /// Whether there is nothing to do.
    public var isEmpty: Bool {
        privateKey.isKeep && listenPort == nil && firewallMark.isKeep && peers.isEmpty
    }

    /// A plan made by hand.
    public init(
        privateKey: Update<PrivateKey> = .keep,
        listenPort: ListenPort? = nil,
        firewallMark: Update<FirewallMark> = .keep,
        peers: [PeerChange] = []
    ) {
        self.privateKey = privateKey
        self.listenPort = listenPort
        self.firewallMark = firewallMark
        self.peers = peers
    }

    /// The way from what is to what is wanted.
    ///
    /// - Parameter now: the time, by which a peer counts as live or not.
    public init(from state: DeviceState, to wanted: DeviceConfiguration, now: Timestamp) {
        let keys = Set(state.peers.keys).union(wanted.peers.keys)
        self.init(from: state, to: wanted, peers: keys, now: now)
    }

    /// The way from what is to what is wanted, where only some peers are known to differ. Its cost is theirs, however
    /// many others there are.
    ///
    /// - Parameter peers: whom to look at. A prefix that moves needs only its new owner among them.
    public init(
        from state: DeviceState, to wanted: DeviceConfiguration, peers: some Sequence<PublicKey>, now: Timestamp
    ) {
        if state.publicKey == wanted.publicKey {
            privateKey = .keep
        } else {
            privateKey = wanted.privateKey.map { .set($0) } ?? .clear
        }
        listenPort = wanted.listenPort == state.listenPort ? nil : wanted.listenPort
        if state.firewallMark == wanted.firewallMark {
            firewallMark = .keep
        } else {
            firewallMark = wanted.firewallMark.map { .set($0) } ?? .clear
        }

        var removed: [PublicKey] = []
        var differences: [PeerDifference] = []
        for key in peers {
            switch (state.peers[key], wanted.peers[key]) {
            case (_?, nil): removed.append(key)
            case (let old, let new?):
                let difference = PeerDifference(key, from: old, to: new, now: now)
                if !difference.isEmpty { differences.append(difference) }
            case (nil, nil): break
            }
        }
        differences.sort { $0.publicKey < $1.publicKey }
        removed.sort()
        self.peers = Self.steps(differences, removing: removed, from: state)
    }

    private static func steps(
        _ differences: [PeerDifference], removing removed: [PublicKey], from state: DeviceState
    ) -> [PeerChange] {
        let gained = Set(differences.lazy.flatMap(\.gained))
        var givenUp = Set(differences.lazy.flatMap(\.lost))
        for key in removed { givenUp.formUnion(state.peers[key]?.allowedIPs ?? []) }

        var gains: [PeerChange] = []
        var losses: [PeerChange] = []
        for difference in differences {
            var change = difference.change
            // What another peer gains leaves this one without further ado.
            let dropped = difference.lost.filter { !gained.contains($0) }
            if dropped.isEmpty {
                if !difference.gained.isEmpty { change.allowedIPs = .add(difference.gained) }
                if !change.isEmpty { gains.append(change) }
            } else if difference.gained.contains(where: givenUp.contains) {
                // It takes from another, who may be replaced before it: so it takes first.
                change.allowedIPs = .add(difference.gained)
                gains.append(change)
                losses.append(
                    PeerChange(.update, difference.publicKey, allowedIPs: .replace(difference.wanted)))
            } else {
                change.allowedIPs = .replace(difference.wanted)
                losses.append(change)
            }
        }
        return gains + losses + removed.map { PeerChange(.remove, $0) }
    }
}
