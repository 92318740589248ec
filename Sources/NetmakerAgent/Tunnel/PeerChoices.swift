internal import NetmakerCore
internal import NetmakerWG

/// How a node's peers are to be set up, by what it was told of them and where it stands. No device is touched here.
struct PeerChoices {
    /// A moment by both clocks.
    struct Moment {
        /// By the clock that never steps.
        let elapsed: Duration
        /// By the clock that dates handshakes.
        let time: Timestamp
    }

    private let vantage: Vantage
    private let keepalive: PersistentKeepalive
    /// What this node routes to external clients itself: until it is told, another's record may claim it as well.
    private let ownClientIPs: Set<IPPrefix>
    /// What was tried of each peer.
    private(set) var trials: [NodeID: EndpointTrial]
    /// The peers looked at, as they are wanted.
    private(set) var peers: [PublicKey: PeerConfiguration] = [:]
    /// When to look at them again; nil when nothing is to be gained by it.
    private(set) var lookAfter: Duration?

    init(
        of configuration: NodeConfiguration, localAddresses: [InterfaceAddress],
        trials: consuming [NodeID: EndpointTrial], expecting count: Int
    ) {
        vantage = Vantage(
            localAddresses: localAddresses, observedAddresses: configuration.observedAddresses,
            tunneledRanges: configuration.ranges.all)
        keepalive = KeepaliveChoice.keepalive(configured: configuration.persistentKeepalive, from: vantage)
        ownClientIPs = Set(configuration.clients.lazy.flatMap(\.allowedIPs))
        self.trials = trials
        peers.reserveCapacity(count)
    }

    /// - Parameter state: the peer as the device has it; nil when it is new to the device.
    mutating func choose(for record: PeerRecord, seeing state: PeerState?, at moment: Moment) {
        let choice = EndpointChoice(
            among: record.candidates, from: vantage, after: trials[record.id],
            seeing: state.map { PeerSighting($0, at: moment.time) }, now: moment.elapsed)
        trials[record.id] = choice.trial
        if let soon = choice.lookAgainAfter { lookAfter = min(soon, lookAfter ?? soon) }
        peers[record.publicKey] = PeerConfiguration(
            endpoint: PeerConfiguration.WantedEndpoint(choice.use), persistentKeepalive: keepalive,
            allowedIPs: AllowedIPs(record.allowedIPs.filter { !ownClientIPs.contains($0) }))
        // Known before it is used: its handshake is answered at once, and it is routed nothing until then.
        if let next = record.nextPublicKey {
            peers[next] = PeerConfiguration(
                endpoint: peers[record.publicKey]?.endpoint, persistentKeepalive: .off, allowedIPs: AllowedIPs([]))
        }
    }

    /// An external client that enters by this node: it calls, so nothing is known of where it is.
    mutating func admit(_ client: ExternalPeer) {
        peers[client.publicKey] = PeerConfiguration(allowedIPs: AllowedIPs(client.allowedIPs))
    }

    /// What was tried of a peer that is none any more.
    mutating func forget(_ id: NodeID) { trials[id] = nil }
}

extension PeerConfiguration.WantedEndpoint {
    /// What was chosen is meant: whether a peer that roamed is followed has been decided by the choice.
    fileprivate init?(_ use: EndpointChoice.Use) {
        switch use {
        case .endpoint(let endpoint): self = .pinned(endpoint)
        case .leave: return nil
        }
    }
}

extension PeerSighting {
    fileprivate init(_ peer: PeerState, at time: Timestamp) {
        self.init(
            endpoint: peer.endpoint?.endpoint,
            // A handshake in the future is one before the clock was set back.
            handshakeAge: peer.lastHandshake.map { max(.zero, time.duration(since: $0)) },
            received: peer.receivedBytes, transmitted: peer.sentBytes)
    }
}
