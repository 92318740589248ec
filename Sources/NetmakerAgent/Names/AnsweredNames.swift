internal import NetmakerCore
internal import NetmakerDNS
internal import NetmakerWG
internal import Synchronization

/// The names of one network, as this machine asks for them.
///
/// They are laid out when somebody asks after a change, and not before: a change costs nothing where nobody asks. Who
/// does not ask for a while holds no table.
final class AnsweredNames: Sendable {
    private struct Laid {
        let table: NameTable
        let changes: UInt64
        /// When somebody in it expires, by the server's clock; nil when nobody does.
        let end: Timestamp?
        /// Until then an older table is good enough, by the clock that never steps.
        let rest: Duration
    }
    private struct State {
        var laid: Laid?
        var zones: [DomainName] = []
        var lastAsked: Duration = .zero
        var serverClock: ServerClock
    }

    /// Laying out costs what the network holds: what it took is waited for so many times before the next.
    private static let restFactor = 20
    /// After how long without a question the table is let go.
    private static let idleTime: Duration = .seconds(60)

    private let tunnel: Tunnel
    private let clock: AgentClock
    private let turns = Turns()
    private let state: Mutex<State>

    init(tunnel: Tunnel, clock: AgentClock, serverClock: ServerClock) {
        self.tunnel = tunnel
        self.clock = clock
        state = Mutex(State(serverClock: serverClock))
    }

    /// The server says what time it is, by which nodes expire.
    func hear(_ time: Timestamp) { state.withLock { $0.serverClock.hear(time, at: clock.now) } }

    /// Which zones are answered for from now on.
    func answer(in zones: [DomainName]) {
        state.withLock { state in
            guard state.zones != zones else { return }
            state.zones = zones
            state.laid = nil
        }
    }

    /// Lets go of what nobody has asked for lately.
    func tidy() {
        state.withLock { if clock.now - $0.lastAsked > Self.idleTime { $0.laid = nil } }
    }

    /// Whether there is a table at this moment.
    var isLaidOut: Bool { state.withLock { $0.laid != nil } }

    /// Whether a node takes part now, by what it was told and the server's clock.
    func takesPart(_ configuration: NodeConfiguration) -> Bool {
        let now = state.withLock { $0.serverClock.now(at: clock.now) }
        return configuration.status == .active && configuration.expiresAt.map { $0 > now } ?? true
    }

    /// The answer to a message.
    ///
    /// - Returns: nil for what must not be answered.
    func answer(to message: [UInt8], over transport: NameTable.Transport) async -> [UInt8]? {
        if let table = current() { return table.answer(to: message, over: transport) }
        let table = await turns.taking {
            // Who came before may have laid it out.
            if let table = current() { return table }
            return await layOut()
        }
        return table.answer(to: message, over: transport)
    }

    /// The table, where it still says what is true.
    private func current() -> NameTable? {
        let now = clock.now
        return state.withLock { state in
            state.lastAsked = now
            guard let laid = state.laid else { return nil }
            // Who has expired is not answered for a moment longer; what else is new may wait for a moment.
            if let end = laid.end, end <= state.serverClock.now(at: now) { return nil }
            return laid.changes == tunnel.nameChanges.count || now < laid.rest ? laid.table : nil
        }
    }

    private func layOut() async -> NameTable {
        let start = clock.now
        // Before what they have changed: a change meanwhile is one more.
        let changes = tunnel.nameChanges.count
        let configuration = await tunnel.configuration
        let map = await tunnel.map
        let (zones, time) = state.withLock { ($0.zones, $0.serverClock.now(at: clock.now)) }
        var networks: [NetworkNames] = []
        var end: Timestamp?
        if let configuration, takesPart(configuration), !zones.isEmpty {
            networks = [NetworkNames(map, for: configuration, at: time, in: zones)]
            end = [
                NetworkNames.nextEnd(map, for: configuration, after: time), configuration.expiresAt,
            ].compactMap(\.self).min()
        }
        let table = NameTable(
            networks, serial: UInt32(truncatingIfNeeded: (map?.revision ?? configuration?.revision)?.rawValue ?? 0))
        let rest = clock.now + (clock.now - start) * Self.restFactor
        state.withLock { state in
            guard state.zones == zones else { return }
            state.laid = Laid(table: table, changes: changes, end: end, rest: rest)
        }
        return table
    }
}
