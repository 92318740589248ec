internal import Crypto
public import Logging
public import NetmakerCore
internal import Synchronization

/// Changes the server's TLS key under the agents' eyes: the next key's pin is announced, the agents store it, and when
/// all connected ones have, the server shows it. The old key vouches for the new one for 30 days, for those who were
/// away; one who misses two rotations must be told the pin anew.
public final class TLSRotation: Sendable {
    /// What a rotation led to.
    public struct Outcome: Hashable, Sendable {
        /// The pin of the key that is shown now.
        public let pin: CertificatePin
        /// Connected nodes whose agents had not said in time that they stored the pin. The old key vouches for the new
        /// one to them too.
        public let missing: [NodeID]
    }

    private struct State {
        var identity: TLSIdentity
        /// The key that comes next, once it is made.
        var next: P256.Signing.PrivateKey?
        var isRotating = false
    }

    private let state: Mutex<State>
    private let files: TLSFiles
    private let served: ServedIdentity
    private let agents: AgentService
    private let wallClock: any WallClock
    private let logger: Logger

    /// Announces to the agents what an earlier rotation left to be announced.
    ///
    /// - Parameter identity: what `files` gave, and `served` shows.
    /// - Throws: `TLSError` or `FileError` when a key that was prepared cannot be read.
    public init(
        files: TLSFiles, identity: TLSIdentity, served: ServedIdentity, agents: AgentService,
        wallClock: any WallClock = SystemWallClock(), logger: Logger
    ) throws {
        state = Mutex(State(identity: identity, next: try files.nextKey(after: identity)))
        self.files = files
        self.served = served
        self.agents = agents
        self.wallClock = wallClock
        self.logger = logger
        announce()
    }

    /// The keys by which the server is to be known: the present one, and the next one once it is made.
    public var pins: [CertificatePin] {
        state.withLock { state in [state.identity.pin] + (state.next.map { [TLSIdentity.pin(of: $0)] } ?? []) }
    }

    /// Rotates. When the task is cancelled before the switch, the next rotation goes on with the same key.
    ///
    /// - Parameter limit: how long to wait for the agents that are connected.
    /// - Throws: `TLSError.Code.busy` while another rotation is under way; `FileError` when nothing can be written: the
    ///   old key is shown then as before.
    public func rotate(waiting limit: Duration) async throws -> Outcome {
        let identity = try begin()
        defer { state.withLock { $0.isRotating = false } }
        let key = try files.prepareNextKey(after: identity)
        state.withLock { $0.next = key }
        announce()
        let pin = TLSIdentity.pin(of: key)
        let missing = await agents.waitUntilStored(pin, timeout: limit)
        try Task.checkCancellation()
        let successor = try files.succeed(identity, with: key, now: wallClock.now)
        try served.show(successor)
        state.withLock { state in
            state.identity = successor
            state.next = nil
        }
        announce()
        logger.notice("TLS key rotated", metadata: ["pin": "\(pin)", "missing": "\(missing)"])
        return Outcome(pin: pin, missing: missing)
    }

    private func begin() throws(TLSError) -> TLSIdentity {
        let identity: TLSIdentity? = state.withLock { state in
            if state.isRotating { return nil }
            state.isRotating = true
            return state.identity
        }
        guard let identity else { throw .busy }
        return identity
    }

    /// To the agents: the next key; and the present one as long as the key before vouches for it, for those who were
    /// away.
    private func announce() {
        let isYoung = state.withLock { $0.identity.succeedsUntil != nil }
        agents.sessions.announce(isYoung ? pins : Array(pins.dropFirst()))
    }
}
