public import Logging
public import NetmakerControl
public import NetmakerCore
public import NetmakerStore
public import ServiceLifecycle

/// A whole server: the truth, the agents' listener, the REST interface and the operator's socket, as one service.
///
/// An embedder, or a test, gives its own store and clocks and asks for free ports; `nm-server` gives a database.
public final class Server: Service {
    /// What the server holds true, and the only way to change it.
    public let controlPlane: ControlPlane
    /// Which agents are there, and how far they are.
    public let presence: Presence
    let wiring: Wiring
    private let latch = Latch<StartedServer>()

    /// Takes the data directory, and listens to nobody yet.
    ///
    /// - Parameters:
    ///   - store: nil for the database in the data directory.
    ///   - clock: paces heartbeats, timeouts and whoever waits.
    /// - Throws: `ServerError` when the directory is another server's or cannot be used, `StoreError` when the database
    ///   cannot be opened, `TLSError` when the TLS identity cannot be read.
    public init(
        _ configuration: ServerConfiguration, store: (any Store)? = nil,
        wallClock: any WallClock = SystemWallClock(), clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) throws {
        wiring = try Wiring(configuration, store: store, wallClock: wallClock, clock: clock, logger: logger)
        controlPlane = wiring.controlPlane
        presence = wiring.agents.presence
    }

    /// Where it listens, as soon as it does.
    ///
    /// - Throws: why it does not: what `run` throws.
    public var started: StartedServer {
        get async throws { try await latch.value }
    }

    /// Reads the state, then serves until graceful shutdown. To be stopped by that alone: NIO ends the program when a
    /// listener is cancelled with connections that it has just accepted.
    ///
    /// - Throws: `StoreError` when the state cannot be read, `ServerError.Code.cannotListen` when a port is taken.
    public func run() async throws {
        do {
            try await wiring.controlPlane.load()
            try await wiring.services(announcing: latch).run()
            latch.fail(CancellationError())
        } catch {
            latch.fail(error)
            throw error
        }
    }
}
