public import Logging
internal import NetmakerAgentProtocol
public import NetmakerControl
public import NetmakerCore
public import ServiceLifecycle

/// Serves agents: enrols them, tells each what it must know, and hears how they are. It decides nothing: every change
/// goes through the control plane.
///
/// As a service it does nothing but, on graceful shutdown, send the agents away; so it must come after the listener in
/// the order of services, which are stopped last to first.
public final class AgentService: Service, Sendable {
    /// Which agents are there, and how far they are.
    public let presence: Presence
    let control: ControlPlane
    let configuration: AgentServiceConfiguration
    let clock: any Clock<Duration>
    let wallClock: any WallClock
    let logger: Logger
    let challenges: ChallengeTable
    let sessions = SessionTable()
    let inquiries = Inquiries()
    let meter = DeliveryMeter()
    let cache: RecordCache

    /// - Parameters:
    ///   - control: loaded and running before the first agent calls.
    ///   - clock: paces heartbeats and timeouts.
    public init(
        control: ControlPlane, configuration: AgentServiceConfiguration = AgentServiceConfiguration(),
        clock: any Clock<Duration> = ContinuousClock(), wallClock: any WallClock = SystemWallClock(), logger: Logger
    ) {
        self.control = control
        self.configuration = configuration
        self.clock = clock
        self.wallClock = wallClock
        self.logger = logger
        presence = Presence(feed: control.feed, clock: clock)
        challenges = ChallengeTable(elapsed: clock.stopwatch())
        cache = RecordCache(meter: meter)
    }

    /// How much the agents were told since the start.
    public var counters: DeliveryCounters { meter.current }

    /// How many agents have a session.
    public var sessionCount: Int { sessions.count }

    /// Waits for graceful shutdown, then tells all agents to come back in a moment and waits until they are gone.
    public func run() async throws {
        do { try await gracefulShutdown() } catch is CancellationError { return }
        sessions.drain()
        await wait(for: { $0.running == 0 }, timeout: configuration.drainTimeout)
    }

    /// Who this server is.
    ///
    /// - Throws: `AgentProtocolError.Code.unavailable` before the state is loaded.
    func identity(in truth: Truth) throws(AgentProtocolError) -> ServerID {
        guard let server = truth.directory.server else {
            throw AgentProtocolError(
                .unavailable, message: "the server is still reading its state", remedy: "try again in a moment")
        }
        return server.id
    }
}

extension AgentService {
    /// Waits until every connected agent has stored a key that was announced.
    ///
    /// - Returns: the nodes that have not, when the time is over; none when all have.
    func waitUntilStored(_ pin: CertificatePin, timeout: Duration) async -> [NodeID] {
        await wait(for: { $0.lacking[pin]?.isEmpty ?? true }, timeout: timeout)
        return sessions.lacking(pin)
    }

    /// Returns when the sessions are so, or the time is over.
    private func wait(
        for isOver: @escaping @Sendable (SessionTable.State) -> Bool, timeout: Duration
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [sessions] in await sessions.until(isOver) }
            group.addTask { [clock] in
                do { try await clock.sleep(for: timeout) } catch { return }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
