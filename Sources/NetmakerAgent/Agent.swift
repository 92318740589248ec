internal import DurableFiles
internal import Logging
public import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// One network's membership at work: the tunnel stands by what was last told, and a session with the server is kept
/// open to hear what is new.
public final class Agent: Sendable {
    /// Why an agent's work is over.
    public enum Ending: Hashable, Sendable {
        /// The machine left, at its owner's wish.
        case left
        /// The server removed the node, for this reason.
        case removed(because: String)
    }

    public let network: NetworkName
    let environment: AgentEnvironment
    let files: MembershipFiles
    let tunnel: Tunnel
    let gateway: Gateway
    let clock: AgentClock
    let logger: Logger
    let watched = Watched(AgentProgress())
    /// The file that people edit.
    let twoWayFile: TwoWayFile
    /// What the server is still to be told of it.
    let edits = Watched<[NodeEdit]>([])
    let memory: Mutex<Memory>

    /// Whoever writes or removes files, one at a time: what is removed is not written once more.
    let writing = Turns()
    /// Whoever tells the machine's resolver of names, or takes it back, one at a time.
    let naming = Turns()
    /// What is answered to who asks for the network's names.
    let names: AnsweredNames
    /// Runs what is to be run when the interface has come or gone.
    let attendant: InterfaceAttendant

    /// Raised when something is to be remembered.
    let changed = Signal()
    /// Raised when the tunnel may need a look.
    var lookWanted: Signal { tunnel.lookWanted }
    /// Raised when the interface may have come or gone.
    var interfaceMoved: Signal { tunnel.interfaceMoved }
    /// Raised when a new session is wanted.
    let reconnect = Signal()
    /// Raised when the membership has been ended from this machine.
    let left = Signal()

    /// What is kept besides the tunnel.
    struct Memory: Sendable {
        var credential: Credential
        /// The WireGuard key that follows, once it was made.
        var nextKey: PrivateKey?
        /// What was saved, for `run` to begin with; nil from then on.
        var saved: SavedMap?
        var serverTime: Timestamp?
        /// Nil until the map was written by this process, and after a failure.
        var journal: MapJournal?
        /// When the server was last heard, by the clock that never steps; nil when it was not yet.
        var lastHeard: Duration?
        /// What became of changes of the configuration file, the latest.
        var notices = NoticeBook()
        /// The only ranges whose addresses others are told, as the owner says; none for all.
        var localRanges: [IPPrefix] = []
        /// Whether a service keeps the network's daemon, as of the last look; nil where that is not known.
        var isSupervised: Bool?
        /// Nothing is written any more: the files are gone for good.
        var isForgotten = false
        /// The machine is leaving at its owner's wish: what the server says of that is no news.
        var isLeaving = false
    }

    /// An agent that knows what the files say.
    ///
    /// - Throws: `AgentError.Code.notMember`, also of a network that is being left, or `.damagedFile`, and `FileError`.
    public convenience init(network: NetworkName, environment: AgentEnvironment) throws {
        let files = MembershipFiles(folder: environment.folder, network: network)
        guard !files.isLeaving else { throw AgentError.leaving(network) }
        var logger = environment.logger
        logger[metadataKey: "network"] = "\(network)"
        let credential = try files.credential()
        let mapFile = try files.readMap()
        let saved = mapFile.map
        let maps = NeighbourMaps(files, logger)
        let isInsisted = credential.overlapPolicy == .accept
        let tunnel = Tunnel(
            interface: credential.interface, privateKey: try files.key(),
            index: try saved?.index ?? files.indexWithoutMap(),
            backend: environment.backend, clock: AgentClock(environment.clock), wallClock: environment.wallClock,
            serverTime: saved?.serverTime,
            outside: Set([try? IPAddress(parsing: credential.address.host)].compactMap(\.self)),
            neighbours: { isInsisted ? NeighbourRanges() : maps.ranges() }, logger: logger)
        self.init(
            environment: environment, files: files, credential: credential, saved: saved, tunnel: tunnel,
            logger: logger)
        let mapTrouble = files.trouble(with: mapFile)
        watched.update { $0.mapTrouble = mapTrouble }
    }

    /// Whether a map was saved, by which the tunnel stands from the start.
    let hasSavedMap: Bool

    private init(
        environment: AgentEnvironment, files: MembershipFiles, credential: Credential, saved: SavedMap?,
        tunnel: Tunnel, logger: Logger
    ) {
        network = files.network
        self.environment = environment
        self.files = files
        hasSavedMap = saved?.map != nil
        self.tunnel = tunnel
        gateway = Gateway(
            files.network, folder: environment.folder, host: environment.gatewayHost, logger: logger)
        self.logger = logger
        clock = AgentClock(environment.clock)
        names = AnsweredNames(
            tunnel: tunnel, clock: clock,
            serverClock: ServerClock(
                saved: saved?.serverTime, local: environment.wallClock.now, elapsed: clock.now))
        attendant = InterfaceAttendant(files, tunnel.interface, environment, logger)
        twoWayFile = TwoWayFile(files, logger: logger)
        memory = Mutex(
            Memory(
                credential: credential, nextKey: files.nextKey(logger), saved: saved, serverTime: saved?.serverTime))
    }

    /// How far it has come.
    public var progress: AgentProgress { watched.value }

    /// How far it has come, once that meets the condition.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    @discardableResult
    public func progress(
        until condition: @escaping @Sendable (AgentProgress) -> Bool
    ) async throws -> AgentProgress {
        try await watched.wait(until: condition)
    }

    /// Works until the membership ends, or the task is cancelled: then the tunnel is left as it stands.
    ///
    /// - Throws: `AgentError.Code.busy` when another process works on the network, and `CancellationError`.
    public func run() async throws -> Ending { try await run(reporting: nil) }

    /// - Parameter report: hears how it stands; nil for nobody.
    func run(reporting report: ServiceReport?) async throws -> Ending {
        try await environment.folder.holding(network) {
            try await work { group in
                group.addTask { try await self.listenLocally() }
                if let report { group.addTask { try await self.tell(report) } }
                group.addTask { try await self.keepNames() }
            }
        }
    }

    /// What `run` does; the caller holds the network.
    ///
    /// - Parameter more: adds what is to be done besides; all of it ends when any of it does.
    func work(
        besides more: (inout ThrowingTaskGroup<Ending, any Error>) -> Void = { _ in }
    ) async throws -> Ending {
        setDamagedMapAside()
        await startFromSavedMap()
        watched.update { $0.hasStarted = true }
        await lookAtConfiguration()
        let result: Result<Ending, any Error>
        do {
            let ending = try await withThrowingTaskGroup(of: Ending.self) { group in
                group.addTask { try await self.keepSession() }
                group.addTask { try await self.keepTunnel() }
                group.addTask { try await self.keepWatch() }
                group.addTask { try await self.keepInterface() }
                group.addTask { try await self.keepFiles() }
                group.addTask { try await self.keepGateway() }
                group.addTask { try await self.keepCommands() }
                group.addTask { try await self.keepConfiguration() }
                group.addTask {
                    try await self.left.wait()
                    return .left
                }
                more(&group)
                defer { group.cancelAll() }
                return try await group.next() ?? .left
            }
            result = .success(ending)
        } catch {
            result = .failure(error)
        }
        if case .success(.removed(let reason)) = result {
            logger.warning("The node is removed; the network is taken down", metadata: ["reason": "\(reason)"])
            try await forget()
        } else {
            await save()
        }
        return try result.get()
    }

    /// Takes away what there is of the network on this machine, and removes every file: what is left knows nothing of it.
    ///
    /// Cut short by a cancellation, it is gone on with by the next start, and keeps the files for that.
    ///
    /// - Throws: the first of what went wrong, once everything was tried.
    func forget() async throws {
        memory.withLock { $0.isForgotten = true }
        await writing.taking { files.beginLeaving(logger) }
        await releaseNames()
        // The interface first, at once, and before the files: a crash in between leaves a membership, which can be ended
        // again, and no orphan. Should it resist, nothing secret is left all the same.
        try await takeEvery([
            { try await self.tunnel.takeDown() },
            { try await self.gateway.end() },
            { try await self.environment.end(self.attendant) },
            { try await self.environment.supervisor.retire(self.network) },
        ]) { try await self.writing.taking { try self.files.removeAll() } }
    }
}
