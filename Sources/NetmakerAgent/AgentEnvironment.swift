public import Logging
public import NetmakerAgentProtocol
public import NetmakerCore
public import NetmakerWG

/// Everything outside of an agent that it works with: all of it can be replaced, so that a whole agent runs in a test.
public struct AgentEnvironment: Sendable {
    public let folder: AgentFolder
    public let machine: any Machine
    public let backend: any TunnelBackend
    /// What of the machine is changed where it is a gateway.
    public let gatewayHost: any GatewayHost
    /// Finds the addresses of a host.
    public let resolve: @Sendable (_ host: String) async throws -> [IPAddress]
    /// What looks names up for the machine's programs.
    public let resolver: any SystemResolver
    /// Where questions about names are answered.
    public let nameListening: NameListening
    /// Runs what is to be run when an interface has come up, and when it has gone.
    public let commands: any CommandRunner
    /// Makes the way to a server whose TLS key is one of the pins; with none the system's trusted roots decide.
    public let connect: @Sendable (ServerAddress, [CertificatePin]) throws -> any AgentTransport
    /// Waits and measures; never steps.
    public let clock: any Clock<Duration>
    /// Dates what is dated.
    public let wallClock: any WallClock
    /// Where the spread of waits comes from.
    public let makeGenerator: @Sendable () -> any RandomNumberGenerator
    /// What keeps daemons running on this machine.
    public let supervisor: any Supervisor
    /// Whom this process tells how it stands; nil when nobody asked.
    public let notifier: (any ServiceNotifier)?
    public let logger: Logger
    /// The interfaces of the machine's networks, for all agents of this process.
    let tunnels: TunnelNames

    public init(
        folder: AgentFolder = .standard, machine: any Machine = LinuxMachine(), backend: any TunnelBackend,
        commands: any CommandRunner = ShellCommandRunner(), gatewayHost: any GatewayHost = LinuxGatewayHost(),
        resolve: @escaping @Sendable (String) async throws -> [IPAddress] = { try await HostLookup.addresses(of: $0) },
        connect: @escaping @Sendable (ServerAddress, [CertificatePin]) throws -> any AgentTransport = {
            GRPCAgentTransport(server: $0, pins: $1)
        },
        clock: any Clock<Duration> = ContinuousClock(), wallClock: any WallClock = SystemWallClock(),
        makeGenerator: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() },
        supervisor: (any Supervisor)? = nil, notifier: (any ServiceNotifier)? = SystemdNotifier(),
        resolver: any SystemResolver = SystemdResolved(), nameListening: NameListening = .standard, logger: Logger
    ) {
        self.folder = folder
        self.machine = machine
        self.backend = backend
        self.gatewayHost = gatewayHost
        self.resolve = resolve
        self.resolver = resolver
        self.nameListening = nameListening
        self.commands = commands
        self.connect = connect
        self.clock = clock
        self.wallClock = wallClock
        self.makeGenerator = makeGenerator
        self.supervisor = supervisor ?? SystemdSupervisor(folder: folder, logger: logger)
        self.notifier = notifier
        self.logger = logger
        tunnels = TunnelNames(folder)
    }

    /// What speaks to a network's daemon.
    func localClient(_ network: NetworkName) -> LocalSocketClient {
        LocalSocketClient(network, in: folder, clock: clock)
    }

    /// The machine's addresses on its own networks: those of its tunnels are none.
    func localAddresses() throws -> [InterfaceAddress] {
        try machine.localAddresses(except: try tunnels.all())
    }
}
