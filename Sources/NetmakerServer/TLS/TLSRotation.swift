internal import Crypto
public import Logging
public import NetmakerCore

/// Changes the server's TLS key under the agents' eyes: the next key's pin is announced, the agents store it, and when all
/// connected ones have, the server shows it. The old key vouches for the new one for 30 days, for those who were away.
public actor TLSRotation {
    /// What a rotation led to.
    public struct Outcome: Hashable, Sendable {
        /// The pin of the key that is shown now.
        public let pin: CertificatePin
        /// Connected nodes whose agents had not said in time that they stored the pin. The old key vouches for the new
        /// one to them too.
        public let missing: [NodeID]
    }

    private let files: TLSFiles
    private let served: ServedIdentity
    private let agents: AgentService
    private let wallClock: any WallClock
    private let logger: Logger
    private var identity: TLSIdentity
    private var isRotating = false

    /// Announces to the agents what a rotation before left to be announced.
    ///
    /// - Parameter identity: what `files` gave, and `served` shows.
    public init(
        files: TLSFiles, identity: TLSIdentity, served: ServedIdentity, agents: AgentService,
        wallClock: any WallClock = SystemWallClock(), logger: Logger
    ) throws {
        self.files = files
        self.identity = identity
        self.served = served
        self.agents = agents
        self.wallClock = wallClock
        self.logger = logger
        let prepared = try files.nextKey(after: identity)
        agents.sessions.announce(Self.announcements(identity, next: prepared))
    }

    /// Rotates.
    ///
    /// - Parameter limit: how long to wait for the agents that are connected.
    /// - Throws: `TLSError.Code.busy` while another rotation is under way; `FileError` when nothing can be written: the
    ///   old key is shown then as before.
    public func rotate(waiting limit: Duration) async throws -> Outcome {
        guard !isRotating else { throw TLSError.busy }
        isRotating = true
        defer { isRotating = false }
        let key = try files.prepareNextKey(after: identity)
        let pin = TLSIdentity.pin(of: key)
        agents.sessions.announce(Self.announcements(identity, next: key))
        let missing = await agents.waitUntilStored(pin, timeout: limit)
        try Task.checkCancellation()
        identity = try files.succeed(identity, with: key, now: wallClock.now)
        try served.show(identity)
        agents.sessions.announce(Self.announcements(identity, next: nil))
        logger.notice("TLS key rotated", metadata: ["pin": "\(pin)", "missing": "\(missing)"])
        return Outcome(pin: pin, missing: missing)
    }

    /// The key that comes next; and the present one as long as the key before vouches for it, for those who were away.
    private static func announcements(_ identity: TLSIdentity, next: P256.Signing.PrivateKey?) -> [CertificatePin] {
        let present = identity.succeedsUntil == nil ? [] : [identity.pin]
        return present + (next.map { [TLSIdentity.pin(of: $0)] } ?? [])
    }
}
