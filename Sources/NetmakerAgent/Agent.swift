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

    /// Raised when something is to be remembered.
    let changed = Signal()
    /// Raised when the tunnel may need a look.
    let lookWanted = Signal()
    /// Raised when a new session is wanted.
    let reconnect = Signal()
    /// Raised when the membership has been ended from this machine.
    let left = Signal()

    /// What is kept besides the tunnel.
    struct Memory: Sendable {
        var credential: Credential
        /// The WireGuard key that follows, once it was made.
        var nextKey: PrivateKey?
        var serverTime: Timestamp?
        /// What became of changes of the configuration file, the latest.
        var notices = NoticeBook()
        /// Nothing is written any more: the files are gone for good.
        var isForgotten = false
        /// The machine is leaving at its owner's wish: what the server says of that is no news.
        var isLeaving = false
    }

    /// An agent that knows what the files say.
    ///
    /// - Throws: `AgentError.Code.notMember` or `.damagedFile`, and `FileError`.
    public convenience init(network: NetworkName, environment: AgentEnvironment) throws {
        let files = MembershipFiles(folder: environment.folder, network: network)
        var logger = environment.logger
        logger[metadataKey: "network"] = "\(network)"
        let credential = try files.credential()
        let mapFile = try files.readMap()
        let saved = mapFile.map
        let tunnel = Tunnel(
            interface: credential.interface, privateKey: try files.key(),
            index: try saved?.index ?? files.indexWithoutMap(),
            backend: environment.backend, clock: AgentClock(environment.clock), wallClock: environment.wallClock,
            serverTime: saved?.serverTime, logger: logger)
        self.init(
            environment: environment, files: files, credential: credential, saved: saved, tunnel: tunnel,
            logger: logger)
        let mapTrouble = files.trouble(with: mapFile)
        watched.update { $0.mapTrouble = mapTrouble }
    }

    /// What was saved, for `run` to begin with.
    let saved: SavedMap?

    private init(
        environment: AgentEnvironment, files: MembershipFiles, credential: Credential, saved: SavedMap?,
        tunnel: Tunnel, logger: Logger
    ) {
        network = files.network
        self.environment = environment
        self.files = files
        self.saved = saved
        self.tunnel = tunnel
        self.logger = logger
        clock = AgentClock(environment.clock)
        twoWayFile = TwoWayFile(files, logger: logger)
        memory = Mutex(
            Memory(credential: credential, nextKey: files.nextKey(logger), serverTime: saved?.serverTime))
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
    public func run() async throws -> Ending {
        try await environment.folder.holding(network) {
            try await work { group in
                group.addTask { try await self.listenLocally() }
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
        await lookAtConfiguration()
        let result: Result<Ending, any Error>
        do {
            let ending = try await withThrowingTaskGroup(of: Ending.self) { group in
                group.addTask { try await self.keepSession() }
                group.addTask { try await self.keepTunnel() }
                group.addTask { try await self.keepWatch() }
                group.addTask { try await self.keepInterface() }
                group.addTask { try await self.keepFiles() }
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

    /// Takes the interface away and removes every file: what is left knows nothing of the network.
    func forget() async throws {
        memory.withLock { $0.isForgotten = true }
        // The interface first: a crash in between leaves a membership, which can be ended again, and no orphan.
        let takingDown: Result<Void, any Error>
        do { takingDown = .success(try await tunnel.takeDown()) } catch { takingDown = .failure(error) }
        // Should the interface resist, nothing secret is left all the same.
        try await writing.taking { try files.removeAll() }
        try takingDown.get()
    }
}
