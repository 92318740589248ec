public import NetmakerCore

/// The way from one state of a device to the wanted one: only what differs, in an order that is never worse than both
/// ends.
///
/// - An allowed IP that moves is set on its new owner, which takes it from the old one in the same instant, and peers
///   go last: no prefix that is wanted is ever nobody's. One that nobody is to have leaves its peer alone.
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
        var start = state
        var formerPeers = FormerPeers.stay
        if Self.nothingStays(of: state, in: wanted) {
            start = DeviceState(interface: state.interface)
            formerPeers = .go
        }
        var steps = Steps(now: now)
        for (key, peer) in wanted.peers { steps.lead(key, from: start.peers[key], to: peer) }
        // Where each peer there is was met among the wanted, none is to go.
        if steps.metCount < start.peers.count {
            for key in start.peers.keys where wanted.peers[key] == nil { steps.remove(key) }
        }
        self.init(settingsFrom: state, to: wanted, formerPeers: formerPeers, peers: steps.inOrder())
    }

    /// The way from what is to what is wanted, where only some peers are known to differ. Its cost is theirs, however
    /// many others there are.
    ///
    /// - Parameter peers: whom to look at. For a prefix that moves its new owner is enough, which takes it from the old
    ///   one. Where the old one is among them and the new one is not, the plan leaves the prefix to nobody.
    public init(
        from state: DeviceState, to wanted: DeviceConfiguration, peers: some Sequence<PublicKey>, now: Timestamp
    ) {
        var steps = Steps(now: now)
        for key in peers {
            if let peer = wanted.peers[key] {
                steps.lead(key, from: state.peers[key], to: peer)
            } else if state.peers[key] != nil {
                steps.remove(key)
            }
        }
        self.init(settingsFrom: state, to: wanted, formerPeers: .stay, peers: steps.inOrder())
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

    /// Whether the device may begin anew: no peer stays, nor is any prefix wanted that one has.
    private static func nothingStays(of state: DeviceState, in wanted: DeviceConfiguration) -> Bool {
        guard state.peers.count > 1, state.peers.keys.allSatisfy({ wanted.peers[$0] == nil }) else { return false }
        let prefixes = Set(wanted.peers.values.lazy.flatMap(\.allowedIPs))
        return prefixes.isEmpty || state.peers.values.allSatisfy { $0.allowedIPs.allSatisfy { !prefixes.contains($0) } }
    }
}

/// The steps for peers, as they are found, in any order.
private struct Steps {
    private let now: Timestamp
    private var differences: [PeerDifference] = []
    private var removed: [PublicKey] = []
    /// How many of the wanted peers are there already.
    private(set) var metCount = 0

    init(now: Timestamp) {
        self.now = now
    }

    /// Leads a peer to what is wanted of it; nil for one that is not there.
    mutating func lead(_ key: PublicKey, from old: PeerState?, to new: PeerConfiguration) {
        if old != nil { metCount += 1 }
        let difference = PeerDifference(key, from: old, to: new, now: now)
        if !difference.isEmpty { differences.append(difference) }
    }

    /// Takes a peer away.
    mutating func remove(_ key: PublicKey) {
        removed.append(key)
    }

    /// The steps in an order that depends on nothing but the keys: changes first, removals then.
    func inOrder() -> [PeerChange] {
        // Only what is lost can be somebody else's gain.
        let isLost = differences.contains { !$0.lost.isEmpty }
        let taken = isLost ? Set(differences.lazy.flatMap(\.gained)) : []
        // Numbers are cheaper to move about than what they stand for.
        let order = differences.indices.sorted { differences[$0].publicKey < differences[$1].publicKey }
        var steps: [PeerChange] = []
        steps.reserveCapacity(differences.count + removed.count)
        for index in order {
            let change = differences[index].change(whenTaken: taken)
            if !change.isEmpty { steps.append(change) }
        }
        for key in removed.sorted() { steps.append(PeerChange(.remove, key)) }
        return steps
    }
}
