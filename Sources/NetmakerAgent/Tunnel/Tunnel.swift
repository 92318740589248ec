internal import Logging
internal import NetmakerCore
internal import NetmakerDNS
internal import NetmakerWG

/// One network's interface, kept equal to what the node was told.
///
/// The state last applied is kept, so that a change costs what it changes; a look at the device verifies it now and
/// then. After an error nothing is taken for granted: the interface is opened and read anew.
actor Tunnel {
    /// How often the device is looked at when nothing else asks for it.
    static let verificationInterval: Duration = .seconds(60)

    /// What it is called is this machine's to say, whatever a server tells: the name may be another network's.
    let interface: InterfaceName
    private(set) var privateKey: PrivateKey
    let index: NetworkIndex
    /// Raised with every change of the network's names.
    nonisolated let nameChanges = NameChanges()
    private let backend: any TunnelBackend
    private let clock: AgentClock
    private let wallClock: any WallClock
    private let logger: Logger
    private let turns = Turns()

    /// Nil before the first.
    private(set) var configuration: NodeConfiguration?
    /// Nil before the first: then no peer is touched, not even to be removed.
    private(set) var map: PeerMap?
    private(set) var localAddresses: [InterfaceAddress] = []
    private var trials: [NodeID: EndpointTrial] = [:]
    private var opened: OpenedInterface?
    private var isDown = false
    /// Whether the node takes no part now, and there is no interface for it.
    private var standsAside = false
    private var serverClock: ServerClock
    /// When a peer asks for a look, by the clock that never steps; nil when none does.
    private var lookAt: Duration?
    /// When the device was not looked at for long enough, by the same clock.
    private var verifyAt: Duration = .zero

    init(
        interface: InterfaceName, privateKey: PrivateKey, index: NetworkIndex, backend: any TunnelBackend,
        clock: AgentClock, wallClock: any WallClock, serverTime: Timestamp? = nil, logger: Logger
    ) {
        self.interface = interface
        self.privateKey = privateKey
        self.index = index
        self.backend = backend
        self.clock = clock
        self.wallClock = wallClock
        self.logger = logger
        serverClock = ServerClock(saved: serverTime, local: wallClock.now, elapsed: clock.now)
    }

    // What is asked here is answered when no change is under way: of its midst there is nothing to say.

    /// The revision that the device has; nil when it has none, or not all of one.
    var revisionInForce: Revision? {
        get async { await turns.taking { opened == nil && !standsAside ? nil : map?.revision } }
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

    /// Notices, at little cost, that the interface has vanished: then it is to be looked at.
    func notice() async {
        await turns.taking {
            guard let link = opened?.link else { return }
            let state = try? await link.state()
            guard state == nil else { return }
            logger.warning("The interface has vanished; it is made anew")
            opened = nil
        }
    }

    // MARK: What the node is told

    /// The server says what time it is, by which nodes expire.
    func hear(_ time: Timestamp) async {
        await turns.taking { serverClock.hear(time, at: clock.now) }
    }

    /// Goes over to another key, with the next change.
    func use(_ key: PrivateKey) async {
        await turns.taking { privateKey = key }
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
            nameChanges.raise()
            try await converge()
        }
    }

    func apply(_ map: PeerMap) async throws {
        try await turns.taking {
            self.map = map
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
            let changesNames = map.map(delta.changesNames) ?? false
            try map?.apply(delta)
            if changesNames { nameChanges.raise() }
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
            if var current = opened {
                // Whatever is the matter, opening it anew finds out, or says what is wrong.
                opened = nil
                do {
                    try await current.read()
                    opened = current
                    verifyAt = clock.now + Self.verificationInterval
                } catch {
                    logger.debug("The interface cannot be read", metadata: ["reason": "\(error)"])
                }
            }
            try await converge()
        }
    }

    /// Takes the interface away for good: nothing that is told later brings it back.
    func takeDown() async throws {
        try await turns.taking {
            isDown = true
            opened = nil
            try await backend.remove(interface)
        }
    }

    // MARK: Convergence

    /// Makes the interface what it should be.
    ///
    /// - Parameter ids: the nodes that are known to be the only ones to differ; nil when any may.
    /// - Parameter formerKeys: keys that these nodes had before.
    private func converge(only ids: [NodeID]? = nil, besides formerKeys: [PublicKey] = []) async throws {
        guard !isDown, let configuration, let map else { return }
        guard takesPart(configuration) else { return try await standAside(configuration) }
        standsAside = false
        // What was not opened was not read: anything may differ.
        let ids = opened == nil ? nil : ids
        // Held in one place while it changes: a second owner would make every change a copy of all of it. After an
        // error it is opened and read anew.
        var current: OpenedInterface
        if let opened { current = opened } else { current = try await open() }
        opened = nil
        let link = LinkConfiguration(configuration, mark: index.firewallMark)
        let changed = try await current.lead(to: link, index.firewallMark) { state in
            devicePlan(for: ids, besides: formerKeys, of: map, configuration, seeing: state)
        }
        if changed > 0 { logger.debug("Applied to the device", metadata: ["changes": "\(changed)"]) }
        opened = current
    }

    /// Whether the server lets the node take part, and its time is not over.
    private func takesPart(_ configuration: NodeConfiguration) -> Bool {
        configuration.status == .active && !isOver(configuration.expiresAt)
    }

    private func isOver(_ moment: Timestamp?) -> Bool { moment.map { $0 <= serverClock.now(at: clock.now) } ?? false }

    /// Takes the interface away until the node takes part again.
    private func standAside(_ configuration: NodeConfiguration) async throws {
        guard !standsAside else { return }
        opened = nil
        try await backend.remove(interface)
        standsAside = true
        let status = isOver(configuration.expiresAt) ? NodeStatus.expired : configuration.status
        logger.notice("The node takes no part in the network", metadata: ["reason": "\(status.rawValue)"])
    }

    private func open() async throws -> OpenedInterface {
        let current = try await OpenedInterface(interface, by: backend)
        verifyAt = clock.now + Self.verificationInterval
        return current
    }

    private func devicePlan(
        for ids: [NodeID]?, besides formerKeys: [PublicKey], of map: PeerMap, _ configuration: NodeConfiguration,
        seeing state: DeviceState
    ) -> DevicePlan {
        let moment = PeerChoices.Moment(elapsed: clock.now, time: wallClock.now)
        var choices = PeerChoices(of: configuration, localAddresses: localAddresses, trials: trials)
        // Held in one place while it changes: a second owner would make every change a copy of all of it.
        trials = [:]
        defer { trials = choices.trials }
        for id in ids ?? Array(map.peers.keys) {
            if let record = map.peers[id], !isOver(record.expiresAt) {
                choices.choose(for: record, seeing: state.peers[record.publicKey], at: moment)
            } else {
                choices.forget(id)
            }
        }
        if ids == nil { for client in configuration.clients { choices.admit(client) } }
        let ends =
            (ids ?? Array(map.peers.keys)).compactMap { map.peers[$0]?.expiresAt }
            + configuration.clients.compactMap(\.expiresAt) + [configuration.expiresAt].compactMap(\.self)
        let now = serverClock.now(at: moment.elapsed)
        let nextEnd = ends.filter { $0 > now }.min().map { $0.duration(since: now) }
        let soon = [choices.lookAfter, nextEnd].compactMap(\.self).min().map { moment.elapsed + $0 }
        if ids == nil { lookAt = soon } else if let soon { lookAt = min(soon, lookAt ?? soon) }

        let wanted = DeviceConfiguration(
            privateKey: privateKey, listenPort: configuration.listenPort, firewallMark: index.firewallMark,
            peers: choices.peers)
        guard ids != nil else { return DevicePlan(from: state, to: wanted, now: moment.time) }
        let keys = Set(formerKeys).union(choices.peers.keys)
        return DevicePlan(from: state, to: wanted, peers: keys, now: moment.time)
    }
}

extension LinkConfiguration {
    /// Addresses carry the length of the network's range, so the kernel itself routes the range into the tunnel.
    fileprivate init(_ configuration: NodeConfiguration, mark: FirewallMark?) {
        self.init(mtu: configuration.mtu, addresses: Set(configuration.addresses), mark: mark)
    }
}
