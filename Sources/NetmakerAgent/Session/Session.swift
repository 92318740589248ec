internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import Synchronization

/// One session with the server, from its welcome to its end: what the server tells goes to the tunnel, and what the
/// tunnel has is told to the server.
struct Session: Sendable {
    /// Why a session is over.
    enum Ending: Sendable {
        /// The server closed it.
        case closed
        /// The server wants another one, not before that time is over.
        case reconnect(after: Duration)
        /// Somebody on this machine wants another one.
        case renewal
        /// What the agent has does not fit what the server sends.
        case needsFullMap(because: String)
        /// The node is one no more.
        case removed(RemovalReason)
    }

    private let session: AgentSession
    private let told: Told
    private let tunnel: Tunnel
    private let progress: Watched<AgentProgress>
    private let hooks: Hooks
    private let clock: AgentClock
    private let logger: Logger
    private let lastHeard: Watched<Duration>
    private let isSynchronized = Watched(false)
    private let editsReply = Watched<NodeEditsReply?>(nil)

    /// What a session asks of the agent that it belongs to.
    struct Hooks: Sendable {
        /// What is to be remembered has changed.
        let changed: @Sendable () -> Void
        /// The tunnel needs a look, sooner than it was going to get one.
        let lookWanted: @Sendable () -> Void
        let serverTold: @Sendable (Timestamp) async -> Void
        /// What the server tells of the node's keys; what is to be reported is the answer, nil for nothing.
        let heed: @Sendable (NodeConfiguration) async throws -> NodeReport?
        /// What the device says of what is asked.
        let describe: @Sendable (TunnelQuestion) async -> TunnelReport
        /// Keeps a pin of the server's for good.
        let keep: @Sendable (CertificatePin) async throws -> Void
        /// What the machine's owner has changed in the file, and the server is still to be told.
        let edits: Watched<[NodeEdit]>
        /// The server has answered to edits, and has not made these.
        let answered: @Sendable (NodeEditsReply) async -> Void
        /// What may confirm them has come: somebody waits for it.
        let confirmed: @Sendable () async -> Void
        /// Somebody wants a new session.
        let reconnect: Signal
    }

    init(
        _ session: AgentSession, tunnel: Tunnel, progress: Watched<AgentProgress>, hooks: Hooks, clock: AgentClock,
        logger: Logger
    ) {
        self.session = session
        told = Told(tunnel: tunnel, progress: progress, hooks: hooks, logger: logger)
        self.tunnel = tunnel
        self.progress = progress
        self.hooks = hooks
        self.clock = clock
        self.logger = logger
        lastHeard = Watched(clock.now)
    }

    /// - Throws: `AgentProtocolError`: the server's refusal, or `.unavailable` when it falls silent; and what breaks
    ///   the stream.
    func run() async throws -> Ending {
        try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask { try await listen() }
            group.addTask { try await acknowledge() }
            group.addTask { try await watchForSilence() }
            group.addTask { try await publishEdits() }
            group.addTask {
                try await hooks.reconnect.wait()
                return .renewal
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .closed
        }
    }

    // MARK: From the server

    private func listen() async throws -> Ending {
        await hooks.serverTold(session.welcome.serverTime)
        var assembly = MapAssembly()
        var hasConfiguration = false
        var hasMap = false
        if let known = session.known {
            // As if it had come: what it asks for may not have been answered where it came before.
            if let mismatch = try await heed(known, &hasMap) { return mismatch }
            hasConfiguration = true
            if hasMap { isSynchronized.update { $0 = true } }
        }
        for try await frame in session.incoming {
            let now = clock.now
            lastHeard.update { $0 = now }
            switch frame {
            case .configuration(let configuration):
                if let mismatch = try await heed(configuration, &hasMap) { return mismatch }
                hasConfiguration = true
            case .mapChunk(let chunk):
                guard let map = try assembly.add(chunk) else { continue }
                assembly = MapAssembly()
                try await told.apply { try await tunnel.apply(map) }
                hasMap = true
            case .mapDelta(let delta):
                if let mismatch = try await apply(delta) { return mismatch }
                hasMap = true
            case .heartbeat(let time):
                await hooks.serverTold(time)
            case .nextPin(let pin):
                if try await told.keep(pin) { try await session.confirm(pin) }
            case .tunnelQuestion(let question):
                try await session.answer(await hooks.describe(question))
            case .nodeEditsReply(let reply):
                editsReply.update { $0 = reply }
            case .instruction(.removed(let reason)):
                return .removed(reason)
            case .instruction(.reconnect(let pause)):
                return .reconnect(after: pause)
            case .refusal(let refusal):
                throw refusal
            case .greeting, .welcome:
                throw AgentProtocolError(
                    .unexpected, message: "the server greeted twice", remedy: "upgrade the older of agent and server")
            }
            if hasConfiguration, hasMap { isSynchronized.update { $0 = true } }
        }
        return .closed
    }

    private func heed(_ configuration: NodeConfiguration, _ hasMap: inout Bool) async throws -> Ending? {
        if let report = try await told.heed(configuration) { try await session.report(report) }
        try await told.apply { try await tunnel.apply(configuration) }
        if !hooks.edits.value.isEmpty { await hooks.confirmed() }
        guard session.welcome.mapIsEqual, !hasMap else { return nil }
        if let mismatch = try await told.advance(to: session.welcome.revision) {
            return .needsFullMap(because: mismatch)
        }
        hasMap = true
        return nil
    }

    private func apply(_ delta: EncodedMapDelta) async throws -> Ending? {
        guard await tunnel.map?.epoch == delta.epoch else {
            return .needsFullMap(because: "the delta is of another life of the network")
        }
        return try await told.apply(delta.decoded).map(Ending.needsFullMap)
    }

    // MARK: To the server

    /// Tells every revision that the device has; those that come while one is told, in one.
    private func acknowledge() async throws -> Ending {
        try await isSynchronized.wait { $0 }
        logger.info("In step with the server", metadata: ["revision": "\(progress.value.inForce?.description ?? "-")"])
        progress.update { $0.synchronizations += 1 }
        var told: Revision?
        while true {
            let known = told
            let current = try await progress.wait { $0.inForce != nil && $0.inForce != known }
            guard let revision = current.inForce else { continue }
            try await session.acknowledge(revision)
            told = revision
            progress.update { $0.acknowledged = revision }
        }
    }

    /// Tells what the machine's owner has changed, once the server has said what counts there; one after the other.
    private func publishEdits() async throws -> Ending {
        try await isSynchronized.wait { $0 }
        var number: UInt64 = 0
        var said: [NodeEdit] = []
        while true {
            let known = said
            said = try await hooks.edits.wait { $0 != known }
            guard !said.isEmpty else { continue }
            guard session.takesEdits else {
                logger.warning("The server takes no changes from the configuration file; upgrade it")
                continue
            }
            number += 1
            let current = number
            try await session.edit(NodeEdits(number: number, edits: Array(said.prefix(NodeEdit.maximumCount))))
            let reply = try await editsReply.wait { $0?.number == current }
            if let reply { await hooks.answered(reply) }
        }
    }

    private func watchForSilence() async throws -> Ending {
        let limit = session.welcome.heartbeatInterval * 2
        while true {
            let end = lastHeard.value + limit
            guard clock.now < end else {
                throw AgentProtocolError(
                    .unavailable, message: "the server has said nothing for \(limit)", remedy: "a new session is opened"
                )
            }
            try await clock.sleep(until: end)
        }
    }
}
