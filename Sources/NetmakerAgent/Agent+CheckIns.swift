internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import Synchronization

/// Checking in: where sessions come to nothing, as behind a proxy that lets no stream pass, the server is asked now and
/// then what a session would have told.
extension Agent {
    /// What stands in for sessions.
    struct StandIn: Sendable {
        /// How many sessions in a row come to nothing before the server is asked in their stead.
        static let patience = 3
        /// For how long a stream is waited for in vain that is held back: a server that is away is noticed sooner.
        static let longFailure: Duration = .seconds(10)

        /// For how many a session counts that came to nothing. Others as long would tell nothing new.
        static func weight(ofSessionFailedAfter duration: Duration) -> Int {
            duration >= longFailure ? patience : 1
        }

        /// Whether the server has answered the last check-in.
        var isAnswered = false
        /// When the next check-in is due, by the clock that never steps.
        fileprivate var next: Duration = .zero
        /// Of what the server last told this node about itself by a check-in; nil when that is not what counts now.
        fileprivate var mark: ConfigurationMark?

        /// The server has welcomed the agent to a session, in which it may have told anything.
        mutating func yieldToSession() {
            mark = nil
            isAnswered = false
        }
    }

    /// Waits for the next session, and checks in meanwhile where sessions come to nothing. Only one of the two is ever
    /// under way: what is told by the one is never undone by what was told before by the other.
    ///
    /// - Returns: why the agent's work is over; nil when it goes on.
    func waitForSession(at moment: Duration, _ standIn: inout StandIn) async throws -> Ending? {
        while watched.value.fruitlessSessions >= StandIn.patience {
            if standIn.next <= clock.now, let ending = try await checkIn(&standIn) { return ending }
            let wake = min(moment, standIn.next)
            try await clock.sleep(until: wake, orUntil: reconnect)
            if clock.now < wake {
                // Somebody asks, or the machine has moved: a session that may come to nothing is not waited for.
                return try await checkIn(&standIn)
            }
            if clock.now >= moment { return nil }
        }
        try await clock.sleep(until: moment, orUntil: reconnect)
        return nil
    }

    private func checkIn(_ standIn: inout StandIn) async throws -> Ending? {
        standIn.next = clock.now + (await nextCheckIn())
        do {
            try await checkIn(&standIn.mark)
            if !standIn.isAnswered {
                logger.notice("Sessions do not open; the server is asked now and then")
            }
            standIn.isAnswered = true
            watched.update { $0.connection = .checkingIn }
        } catch let error as AgentProtocolError where error.code == .removed {
            return try await removal(because: error.message)
        } catch {
            try Task.checkCancellation()
            logger.log(
                level: standIn.isAnswered ? .warning : .debug, "No answer to a check-in",
                metadata: ["reason": "\(error)"])
            standIn.isAnswered = false
            let isFromStranger = (error as? AgentProtocolError)?.isFromStranger ?? false
            if isFromStranger { standIn.next = clock.now + Self.strangerPause }
            watched.update { $0.connection = .waiting }
        }
        return nil
    }

    /// How long until the next: what the network says, less a little at random, so that a thousand agents do not ask in
    /// one instant.
    private func nextCheckIn() async -> Duration {
        var generator = environment.makeGenerator()
        let interval = (await tunnel.configuration)?.checkInInterval ?? .netmaker
        return interval.duration * Double.random(in: 0.9...1, using: &generator)
    }

    private func checkIn(_ mark: inout ConfigurationMark?) async throws {
        let credential = memory.withLock { $0.credential }
        let localAddresses = try environment.localAddresses()
        try await applyLocalAddresses(localAddresses)
        await lookAtConfiguration()
        let told = Told(tunnel: tunnel, progress: watched, hooks: hooks, logger: logger)
        var checkIn = CheckIn(node: credential.node, told: told, mark: mark) {
            await self.report(localAddresses, credential)
        }
        // What it has been told counts, also when it fails then.
        defer { mark = checkIn.mark }
        let client = AgentClient(transport: try environment.connect(credential.address, credential.pins))
        try await client.withCheckIns(identity: credential.identity, server: credential.server) { ask in
            try await checkIn.run(asking: ask)
        }
    }
}
