internal import Logging
internal import NetmakerCore
internal import NetmakerDNS
internal import NetmakerWG

/// One network's interface, kept equal to what the node was told.
///
/// The state last applied is kept, so that a change costs what it changes; a look at the device verifies it now and
/// then. After an error nothing is taken for granted: the interface is opened and read anew.
actor Tunnel {
    /// How often the device is looked at when nothing else asks for it. What others do to it is put right within 30 s.
    static let verificationInterval: Duration = .seconds(24)
    /// How many of somebody's changes are told one by one.
    private static let maximumTold = 8

    /// What it is called is this machine's to say, whatever a server tells: the name may be another network's.
    let interface: InterfaceName
    private(set) var privateKey: PrivateKey
    /// The one before: an interface that has it is ours as well.
    var formerKey: PrivateKey?
    let index: NetworkIndex
    /// Raised with every change of the network's names.
    nonisolated let nameChanges = NameChanges()
    /// Raised when a look may be due sooner than it was.
    nonisolated let lookWanted = Signal()
    /// Raised when the interface may have come or gone.
    nonisolated let interfaceMoved = Signal()
    let backend: any TunnelBackend
    let clock: AgentClock
    let wallClock: any WallClock
    let logger: Logger
    private let turns = Turns()

    /// Nil before the first.
    private(set) var configuration: NodeConfiguration?
    /// Nil before the first: then no peer is touched, not even to be removed.
    private(set) var map: PeerMap?
    private(set) var localAddresses: [InterfaceAddress] = []
    var trials: [NodeID: EndpointTrial] = [:]
    /// What lies behind peers, outside of the network.
    var routed = RoutedPrefixes()
    /// Hosts that must be found without the tunnel.
    var outside: Set<IPAddress>
    /// What the machine's other networks have, as it was last seen.
    var neighbours = NeighbourRanges()
    /// When that is to be looked at again, by the clock that never steps.
    var neighboursAt: Duration = .zero
    let findNeighbours: @Sendable () -> NeighbourRanges
    /// What is left to them, and why; nil when nothing is.
    var neighbourTrouble: String?
    /// What the link is to be; nil until it is asked for, and when that has changed.
    var link: LinkConfiguration?
    /// Raised when what the node forwards for others may be to change.
    let rolesChanged = Signal()
    /// How many times it was put right what others had changed, since that was asked.
    private var repairs = 0
    var opened: OpenedInterface?
    var isDown = false
    /// Whether the node takes no part now, and there is no interface for it.
    var standsAside = false
    var serverClock: ServerClock
    /// What is not written yet of what the node was told.
    var unwritten = Unwritten.everything
    /// When a peer asks for a look, by the clock that never steps; nil when none does.
    var lookAt: Duration?
    /// When the device was not looked at for long enough, by the same clock.
    var verifyAt: Duration = .zero

    init(
        interface: InterfaceName, privateKey: PrivateKey, index: NetworkIndex, backend: any TunnelBackend,
        clock: AgentClock, wallClock: any WallClock, serverTime: Timestamp? = nil,
        outside: Set<IPAddress> = [], neighbours: @escaping @Sendable () -> NeighbourRanges = { NeighbourRanges() },
        logger: Logger
    ) {
        self.interface = interface
        self.privateKey = privateKey
        self.index = index
        self.backend = backend
        self.clock = clock
        self.wallClock = wallClock
        self.outside = outside
        findNeighbours = neighbours
        self.logger = logger
        serverClock = ServerClock(saved: serverTime, local: wallClock.now, elapsed: clock.now)
    }

    // What is asked here is answered when no change is under way: of its midst there is nothing to say.

    /// The revision that the device has; nil when it has none, or not all of one.
    var revisionInForce: Revision? {
        get async { await turns.taking { opened == nil && !standsAside ? nil : map?.revision } }
    }

    /// Whether there is an interface, and it is this tunnel's.
    ///
    /// While the node takes no part, one of the name is somebody else's.
    var hasInterface: Bool {
        get async { await turns.taking { opened != nil && map != nil } }
    }

    /// How long until the device is to be looked at; at once when it does not have what it should.
    var timeToLook: Duration {
        get async {
            await turns.taking {
                guard !isDown, !standsAside, configuration != nil, map != nil else {
                    return Self.verificationInterval
                }
                guard opened != nil else { return .zero }
                return max(.zero, min(lookAt ?? verifyAt, verifyAt) - clock.now)
            }
        }
    }

    /// The device as it is now; nil while there is none, or when it cannot be read: then it is to be looked at.
    func currentDevice() async -> DeviceState? {
        await turns.taking {
            guard let device = opened?.device else { return nil }
            do {
                return try await device.state()
            } catch {
                opened = nil
                return nil
            }
        }
    }

    /// Both sides of the interface as they are now; nil for one that is not there or cannot be read: then it is to be
    /// looked at.
    func currentState() async -> (device: DeviceState?, link: LinkState?) {
        await turns.taking {
            guard let current = opened else { return (nil, nil) }
            do {
                return (try await current.device.state(), try await current.link.state())
            } catch {
                opened = nil
                return (nil, nil)
            }
        }
    }

    /// Notices, at little cost, that the interface has vanished, or that its addresses, routes or rules are not as they
    /// were left: then it is to be looked at.
    func notice() async {
        await turns.taking {
            guard let current = opened else { return }
            guard let state = try? await current.link.state() else {
                logger.warning("The interface has vanished; it is made anew")
                opened = nil
                return
            }
            if !current.drift(in: state).isEmpty { verifyAt = clock.now }
        }
    }

    // MARK: What the node is told

    /// The server says what time it is, by which nodes expire.
    func hear(_ time: Timestamp) async {
        await turns.taking { serverClock.hear(time, at: clock.now) }
    }

    /// Goes over to another key, with the next change.
    func use(_ key: PrivateKey) async {
        await turns.taking {
            formerKey = privateKey
            privateKey = key
        }
    }

    /// Leads what the machine sends to some hosts past the tunnel, whatever lies behind its peers.
    func keepOutside(_ addresses: Set<IPAddress>) async throws {
        try await turns.taking {
            guard outside != addresses else { return }
            outside = addresses
            link = nil
            try await converge()
        }
    }

    /// Whether anything is routed into the tunnel that may cover hosts outside of the network.
    var leadsOutside: Bool {
        get async { await turns.taking { !routed.prefixes.isEmpty } }
    }

    /// Where peers are whose packets would come by the tunnel, if it were for the way back to them.
    var coveredEndpoints: [IPv4Address] {
        get async { await turns.taking { routed.endpoints(of: opened?.deviceState) } }
    }

    /// What the node forwards for others now.
    var gatewayDuty: GatewayDuty {
        get async {
            await turns.taking {
                guard !isDown else { return .none }
                guard let configuration else { return .unknown }
                guard takesPart(configuration) else { return .none }
                do throws(ModelError) {
                    let plan = try GatewayPlan(configuration, behindPeers: routed.prefixes)
                    return plan.map { .forward($0) } ?? .none
                } catch {
                    return .impossible(because: "\(error)")
                }
            }
        }
    }

    /// - Throws: `AgentError.Code.refused` when it names another interface; nothing has changed then.
    func apply(_ configuration: NodeConfiguration) async throws {
        try await turns.taking {
            guard configuration.interface == interface else {
                throw AgentError(
                    .refused, message: "the server wants interface \(configuration.interface) for \(interface)",
                    remedy: "to change it, leave the network and join with --interface")
            }
            guard self.configuration != configuration else { return }
            self.configuration = configuration
            unwritten.addConfiguration()
            link = nil
            rolesChanged.raise()
            nameChanges.raise()
            try await converge()
        }
    }

    func apply(_ map: PeerMap) async throws {
        try await turns.taking {
            self.map = map
            unwritten = .everything
            nameChanges.raise()
            trials = trials.filter { map.peers[$0.key] != nil }
            try await converge()
        }
    }

    /// - Throws: `ModelError.Code.conflict` when it does not fit the map; nothing has changed then.
    func apply(_ delta: MapDelta) async throws {
        try await turns.taking {
            let touched = delta.removed + delta.changed.map(\.id)
            // The keys that go: asked before they are forgotten.
            let formerKeys = touched.compactMap { map?.peers[$0] }.flatMap(\.publicKeys)
            let former = map?.revision
            let changesNames = map.map(delta.changesNames) ?? false
            try map?.apply(delta)
            if changesNames { nameChanges.raise() }
            if let former { unwritten.add(delta, since: former) }
            try await converge(only: touched, besides: formerKeys)
        }
    }

    func apply(localAddresses: [InterfaceAddress]) async throws {
        try await turns.taking {
            guard self.localAddresses != localAddresses else { return }
            self.localAddresses = localAddresses
            try await converge()
        }
    }

    /// Reads the interface, puts right what is not as it should be, and goes on to the next endpoint of silent peers.
    func look() async throws {
        try await turns.taking {
            var drift = InterfaceDrift()
            if var current = opened {
                // Whatever is the matter, opening it anew finds out, or says what is wrong.
                opened = nil
                do {
                    drift = try await current.read()
                    opened = current
                    verifyAt = clock.now + Self.verificationInterval
                } catch {
                    logger.debug("The interface cannot be read", metadata: ["reason": "\(error)"])
                }
            }
            try await converge()
            guard !drift.isEmpty else { return }
            repairs += 1
            logger.notice(
                "Somebody else changed the interface; it is put right",
                metadata: ["changes": "\(drift.changes.prefix(Self.maximumTold).joined(separator: ", "))"])
        }
    }

    /// How many times it was put right what others had changed, since this was last asked.
    func takeRepairs() -> Int {
        defer { repairs = 0 }
        return repairs
    }

    /// Takes the interface away for good: nothing that is told later brings it back.
    func takeDown() async throws {
        try await turns.taking {
            isDown = true
            try await remove()
        }
    }
}
