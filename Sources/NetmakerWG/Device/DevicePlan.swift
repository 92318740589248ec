public import NetmakerCore

/// The way from one state of a device to the wanted one: only what differs, in an order that is never worse than both
/// ends.
///
/// - An allowed IP that moves is set on its new owner, which takes it from the old one in the same instant, and peers go
///   last: no prefix that is wanted is ever nobody's. One that nobody is to have leaves its peer alone.
/// - A preshared key or keepalive that is not wanted any more is cleared.
/// - A live peer that has moved is followed, not put back, unless its endpoint is pinned.
/// - An empty plan sends nothing.
public struct DevicePlan: Sendable {
    /// What becomes of the peers that are there before the first step.
    public enum FormerPeers: Hashable, Sendable {
        /// They stay, until a step changes them.
        case stay
        /// They all go at once, with their sessions. For thousands that is many times faster than one by one, since the
        /// kernel waits only once until nobody uses them.
        case go
    }

    /// What becomes of the device's identity.
    public let privateKey: Update<PrivateKey>
    /// The device's new port; nil leaves the one it has.
    public let listenPort: ListenPort?
    /// What becomes of the mark on its own packets.
    public let firewallMark: Update<FirewallMark>
    /// What becomes of the peers that are there before the first step.
    public let formerPeers: FormerPeers
    /// What becomes of its peers, step by step.
    public let peers: [PeerChange]

    /// Whether there is nothing to do.
    public var isEmpty: Bool {
        privateKey.isKeep && listenPort == nil && firewallMark.isKeep && formerPeers == .stay && peers.isEmpty
    }

    /// A plan made by hand.
    public init(
        privateKey: Update<PrivateKey> = .keep,
        listenPort: ListenPort? = nil,
        firewallMark: Update<FirewallMark> = .keep,
        formerPeers: FormerPeers = .stay,
        peers: [PeerChange] = []
    ) {
        self.privateKey = privateKey
        self.listenPort = listenPort
        self.firewallMark = firewallMark
        self.formerPeers = formerPeers
        self.peers = peers
    }

    /// The way from what is to what is wanted.
    ///
    /// - Parameter now: the time, by which a peer counts as live or not.
    public init(from state: DeviceState, to wanted: DeviceConfiguration, now: Timestamp) {
        if Self.nothingStays(of: state, in: wanted) {
            let empty = DeviceState(interface: state.interface)
            self.init(
                settingsFrom: state, to: wanted, formerPeers: .go,
                peers: Self.steps(from: empty, to: wanted, peers: wanted.peers.keys, now: now))
        } else {
            let keys = Set(state.peers.keys).union(wanted.peers.keys)
            self.init(from: state, to: wanted, peers: keys, now: now)
        }
    }

    /// The way from what is to what is wanted, where only some peers are known to differ. Its cost is theirs, however
    /// many others there are.
    ///
    /// - Parameter peers: whom to look at. A prefix that moves needs only its new owner among them.
    public init(
        from state: DeviceState, to wanted: DeviceConfiguration, peers: some Sequence<PublicKey>, now: Timestamp
    ) {
        self.init(
            settingsFrom: state, to: wanted, formerPeers: .stay,
            peers: Self.steps(from: state, to: wanted, peers: peers, now: now))
    }

    private init(
        settingsFrom state: DeviceState, to wanted: DeviceConfiguration, formerPeers: FormerPeers, peers: [PeerChange]
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
        self.formerPeers = formerPeers
        self.peers = peers
    }

    private static func steps(
        from state: DeviceState, to wanted: DeviceConfiguration, peers: some Sequence<PublicKey>, now: Timestamp
    ) -> [PeerChange] {
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
        // Only what is lost can be somebody else's gain.
        let isLost = differences.contains { !$0.lost.isEmpty }
        let taken = isLost ? Set(differences.lazy.flatMap(\.gained)) : []
        return differences.map { $0.change(whenTaken: taken) }.filter { !$0.isEmpty }
            + removed.map { PeerChange(.remove, $0) }
    }

    /// Whether the device may begin anew: no peer stays, nor is any prefix wanted that one has.
    private static func nothingStays(of state: DeviceState, in wanted: DeviceConfiguration) -> Bool {
        guard state.peers.count > 1, state.peers.keys.allSatisfy({ wanted.peers[$0] == nil }) else { return false }
        let prefixes = Set(wanted.peers.values.lazy.flatMap(\.allowedIPs))
        return prefixes.isEmpty || state.peers.values.allSatisfy { $0.allowedIPs.allSatisfy { !prefixes.contains($0) } }
    }
}
