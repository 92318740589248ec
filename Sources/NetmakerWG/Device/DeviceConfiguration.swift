public import NetmakerCore

/// A WireGuard device as it is wanted: all of it, so that a peer which is not here is not wanted.
///
/// Every prefix has one owner. Two peers that claim one would take it from each other for ever, since WireGuard gives
/// it to the peer set last; here the one with the lower public key gets it, and ``conflicts`` tells.
public struct DeviceConfiguration: Sendable {
    /// A prefix that several peers claim.
    public struct Conflict: Hashable, Sendable {
        /// What they claim.
        public let prefix: IPPrefix
        /// Who has it.
        public let owner: PublicKey
        /// Who does without.
        public let loser: PublicKey
    }

    /// The device's identity; nil for none, and one that is there is cleared.
    public let privateKey: PrivateKey?
    /// The public half of the private key.
    public let publicKey: PublicKey?
    /// The UDP port to listen on; nil leaves the choice to WireGuard.
    public let listenPort: ListenPort?
    /// The mark on its own packets; nil for none.
    public let firewallMark: FirewallMark?
    /// Its peers. A peer with the device's own key is left out: WireGuard ignores it silently.
    public let peers: [PublicKey: PeerConfiguration]
    /// Which claims were not met.
    public let conflicts: [Conflict]

    /// A device with peers, each by its public key.
    public init(
        privateKey: PrivateKey?,
        listenPort: ListenPort? = nil,
        firewallMark: FirewallMark? = nil,
        peers: [PublicKey: PeerConfiguration] = [:]
    ) {
        let publicKey = privateKey?.publicKey
        var wanted = peers
        if let publicKey { wanted[publicKey] = nil }
        self.privateKey = privateKey
        self.publicKey = publicKey
        self.listenPort = listenPort
        self.firewallMark = firewallMark
        self.conflicts = Self.giveEachPrefixOneOwner(&wanted)
        self.peers = wanted
    }

    private static func giveEachPrefixOneOwner(_ peers: inout [PublicKey: PeerConfiguration]) -> [Conflict] {
        var owners: [IPPrefix: PublicKey] = [:]
        owners.reserveCapacity(peers.count)
        var contested: Set<IPPrefix> = []
        for (key, peer) in peers {
            for prefix in peer.allowedIPs {
                guard let other = owners[prefix] else {
                    owners[prefix] = key
                    continue
                }
                contested.insert(prefix)
                owners[prefix] = min(key, other)
            }
        }
        guard !contested.isEmpty else { return [] }
        var conflicts: [Conflict] = []
        for key in peers.keys.sorted() {
            let claims = peers[key]?.allowedIPs ?? []
            for prefix in claims where contested.contains(prefix) {
                guard let owner = owners[prefix], owner != key else { continue }
                peers[key]?.allowedIPs.remove(prefix)
                conflicts.append(Conflict(prefix: prefix, owner: owner, loser: key))
            }
        }
        return conflicts
    }
}
