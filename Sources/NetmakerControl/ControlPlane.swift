public import Logging
public import NetmakerCore
public import NetmakerStore
public import ServiceLifecycle
internal import Synchronization

/// The truth of a server, and the only way to change it.
///
/// Readers take `truth`, an immutable value, and never wait for the writer. Whoever wants something changed hands a
/// `Command` to `perform`; one loop, `run`, decides them one after the other on the state the previous one left, and
/// commits what has gathered as one transaction with one flush to disk.
public final class ControlPlane: Service, Sendable {
    /// Who must hear of what was committed.
    public let feed = ChangeFeed()
    let store: any Store
    let wallClock: any WallClock
    let logger: Logger
    let batchLimits: BatchLimits
    /// Makes the generator of one decision.
    let randomness: @Sendable () -> any RandomNumberGenerator & Sendable
    let queue = CommandQueue()
    let logWatches = LogWatches()

    struct State: Sendable {
        var truth = Truth()
        /// The sequence of the last row of the change log that led to the truth.
        var logEnd: UInt64 = 0
        var isLoaded = false
        var faults = StoreFaults()
        var counters = WorkCounters()

        var health: ControlPlaneHealth { isLoaded ? faults.health : .loading }
    }
    let state = Mutex(State())

    /// A control plane that knows nothing yet: `load` it, then `run` it.
    ///
    /// - Parameter randomness: where ids and secrets come from: called once for each decision, and for the server's
    ///   identity at its first start.
    public init(
        store: any Store, wallClock: any WallClock, logger: Logger, batchLimits: BatchLimits = BatchLimits(),
        randomness: @escaping @Sendable () -> any RandomNumberGenerator & Sendable = { SystemRandomNumberGenerator() }
    ) {
        self.batchLimits = batchLimits
        self.randomness = randomness
        self.store = store
        self.wallClock = wallClock
        self.logger = logger
    }

    /// Everything as last committed.
    public var truth: Truth { state.withLock { $0.truth } }

    /// The sequence of the last row of the change log that led to the truth.
    public var logEnd: UInt64 { state.withLock { $0.logEnd } }

    /// Both at one moment.
    public var standing: (truth: Truth, logEnd: UInt64) { state.withLock { ($0.truth, $0.logEnd) } }

    /// What time it is, by the clock that sessions and keys expire by.
    public var now: Timestamp { wallClock.now }

    /// Whether it can do its work.
    public var health: ControlPlaneHealth { state.withLock { $0.health } }

    /// How much work has been done since the start.
    public var counters: WorkCounters { state.withLock { $0.counters } }

    /// How many commands wait for the writer.
    public var waitingCommands: Int { queue.count }

    /// Does what is asked, durably: when this returns, the change survives a power cut and every reader sees it.
    ///
    /// Waits for `run`; a task that is cancelled meanwhile still gets the outcome, since the change may have been made.
    ///
    /// - Throws: `ControlError`; nothing has changed then.
    public func perform<C: Command>(
        _ command: C, as principal: Principal
    ) async throws(ControlError) -> Committed<C.Result> {
        try requireLoaded()
        let outcome = await withCheckedContinuation { continuation in
            queue.submit(Submission(command, as: principal) { continuation.resume(returning: $0) })
        }
        return try outcome.get()
    }

    /// What would be answered if this were done now. Decided the same way, and not done: ids and secrets in the answer
    /// are made up.
    ///
    /// - Throws: what `perform` would throw before it commits.
    public func preview<C: Command>(_ command: C, as principal: Principal) throws(ControlError) -> C.Result {
        try requireLoaded()
        return try Submission.decide(
            command, as: principal, on: truth, now: wallClock.now, random: randomness()
        ).result
    }

    private func requireLoaded() throws(ControlError) {
        guard state.withLock({ $0.isLoaded }) else {
            throw ControlError(
                .unavailable, message: "the server is still reading its state", remedy: "try again in a moment")
        }
    }
}

/// How much work has been done, for tests and benchmarks of what one change costs.
public struct WorkCounters: Hashable, Sendable {
    /// Commands that were ruled on, refused ones included.
    public var commands = 0
    /// Of these, those that were refused.
    public var refusals = 0
    /// Transactions, each one flush to disk.
    public var commits = 0
    /// Transactions that failed.
    public var failedCommits = 0
    /// How long those took that succeeded.
    public var commitDurations = DurationHistogram()
    /// Nodes looked at to find out who must hear of a change.
    public var nodesCompared = 0

    public init() {}
}
